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
      return isInstant(text)
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

  /**
   * Reads an instant to come, or how long it is until then.
   *
   * @param option the option, for messages
   */
  static Instant ahead(String option, String text) {
    Instant now = Instant.now();
    Instant time;
    try {
      time =
          isInstant(text)
              ? OffsetDateTime.parse(text).toInstant()
              : now.plus(DurationText.parse(text));
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException
        | DateTimeException e) {
      throw new UsageException(
          option + " must be a duration like 10m or a time like 2026-01-31T09:00:00Z: " + text);
    }
    if (!time.isAfter(now)) {
      throw new UsageException(option + " must not be over: " + text);
    }
    return time;
  }

  private static boolean isInstant(String text) {
    return Character.isDigit(text.charAt(0)) && text.contains("-");
  }
}
