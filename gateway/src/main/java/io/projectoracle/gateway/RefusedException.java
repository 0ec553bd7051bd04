package io.projectoracle.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the door does not do what was asked. The message is for the caller; it never holds a
 * part of a prompt, an answer or a key.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Refusal refusal;
  private final @Nullable Duration retryAfter;

  /** Refuses for good: the same request would be refused again. */
  public RefusedException(Refusal refusal, String detail) {
    super(detail);
    this.refusal = refusal;
    this.retryAfter = null;
  }

  private RefusedException(
      Refusal refusal, String detail, Duration retryAfter, @Nullable Throwable cause) {
    super(detail, cause);
    this.refusal = refusal;
    this.retryAfter = retryAfter;
  }

  /** Refuses for the moment. */
  public static RefusedException unavailable(String detail, Duration retryAfter) {
    return new RefusedException(Refusal.UNAVAILABLE, detail, retryAfter, null);
  }

  /** Refuses for the moment, because of something that failed. */
  public static RefusedException unavailable(
      String detail, Duration retryAfter, @Nullable Throwable cause) {
    return new RefusedException(Refusal.UNAVAILABLE, detail, retryAfter, cause);
  }

  /** Refuses until the caller's rate allows it again. */
  public static RefusedException tooMany(String detail, Duration retryAfter) {
    return new RefusedException(Refusal.TOO_MANY_REQUESTS, detail, retryAfter, null);
  }

  public Refusal refusal() {
    return refusal;
  }

  /** What the caller is told. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** When it makes sense to ask again; null if never. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
