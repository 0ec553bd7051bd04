package io.projectoracle.cli.letters;

/** Thrown when a query cannot be repeated; the message says why, with none of its text. */
final class NotRedrivableException extends Exception {
  private static final long serialVersionUID = 1;

  NotRedrivableException(String reason) {
    super(reason);
  }
}
