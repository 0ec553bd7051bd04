package io.projectoracle.simulator.chat;

/** The request cannot be served as it is; carries the answer that says why. */
public final class InvalidRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  InvalidRequestException(ApiError error) {
    // No stack trace: it is part of the normal path and says nothing.
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** What to answer. */
  public ApiError error() {
    return error;
  }
}
