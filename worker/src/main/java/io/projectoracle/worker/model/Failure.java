package io.projectoracle.worker.model;

import io.projectoracle.contract.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a call brought no completion. Whether to try again is part of the type. */
public sealed interface Failure {
  /** The closed kind. */
  FailureKind kind();

  /** For people; holds no prompt, completion, key or credential. */
  String message();

  /**
   * The same call may succeed later.
   *
   * @param retryAfter how long the endpoint asks to wait, at least
   */
  record Transient(FailureKind kind, String message, @Nullable Duration retryAfter)
      implements Failure {
    /** A failure whose endpoint does not say when to come back. */
    public Transient(FailureKind kind, String message) {
      this(kind, message, null);
    }
  }

  /** The same call fails again, whenever it is made. */
  record Permanent(FailureKind kind, String message) implements Failure {}
}
