package io.projectoracle.cli.cluster;

import org.jspecify.annotations.Nullable;

/** Thrown when the cluster does not do what was asked; the message says what that was, and why. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A message that is complete without the cause. */
  public ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
