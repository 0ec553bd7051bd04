package io.projectoracle.cli.queries;

/** Thrown when a line is no query; the message holds none of the line's text. */
final class InvalidLineException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidLineException(String reason) {
    super(reason);
  }
}
