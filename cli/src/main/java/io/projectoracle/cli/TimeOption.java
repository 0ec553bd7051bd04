package io.projectoracle.cli;

import io.projectoracle.cli.console.DurationText;
import io.projectoracle.cli.console.UsageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Points in time as people give them. */
final class TimeOption {
  private TimeOption() {}

  /**
   * Reads an instant, or how long ago it was.
   *
   * @param option the option, for messages
   * @param others what else the option may be, for messages
   */
  static Instant parse(String option, String others, String text) {
    try {
      return Character.isDigit(text.charAt(0)) && text.contains("-")
          ? OffsetDateTime.parse(text).toInstant()
          : Instant.now().minus(DurationText.parse(text));
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException
        | DateTimeException e) {
      throw new UsageException(
          option
              + " must be "
              + others
              + "a time like 2026-01-31T09:00:00Z or a duration like 10m: "
              + text);
    }
  }
}
