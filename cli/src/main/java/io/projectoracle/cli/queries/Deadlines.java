package io.projectoracle.cli.queries;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;

/** Reads deadlines: an instant, or a duration from now. */
final class Deadlines {
  private Deadlines() {}

  static Instant parse(String text, InstantSource clock) throws InvalidLineException {
    try {
      return text.startsWith("P")
          ? clock.instant().plus(Duration.parse(text))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidLineException(
          "deadline must be a duration like PT10M or a time like 2026-12-31T23:59:00Z");
    }
  }
}
