package io.projectoracle.cli.console;

/** Thrown when what was asked for cannot be meant; the command ends with exit code 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A message that names the option, its value and the remedy. */
  public UsageException(String message) {
    super(message);
  }
}
