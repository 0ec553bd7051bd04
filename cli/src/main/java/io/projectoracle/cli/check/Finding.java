package io.projectoracle.cli.check;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it should be.
 *
 * @param severity how bad it is
 * @param subject what it is about: {@code topic oracle.queries}
 * @param problem what is wrong, with the actual value
 * @param remedy how to mend it, in words
 * @param command what mends it, if it is a command
 */
public record Finding(
    Severity severity, String subject, String problem, String remedy, @Nullable String command) {

  static Finding error(String subject, String problem, String remedy, @Nullable String command) {
    return new Finding(Severity.ERROR, subject, problem, remedy, command);
  }

  static Finding warning(String subject, String problem, String remedy, @Nullable String command) {
    return new Finding(Severity.WARNING, subject, problem, remedy, command);
  }

  /** One line. */
  public String line() {
    return severity
        + ": "
        + subject
        + ": "
        + problem
        + "; "
        + remedy
        + (command == null ? "" : ": " + command);
  }
}
