package io.projectoracle.contract;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One time that a query was repeated after a failure: the value of a header {@link
 * Headers#REDRIVE_OF}. As text {@code position kind time id}, with a space between; the id, which
 * may hold spaces itself, comes last and is missing where the record's id could not be read.
 *
 * @param source position of the record that was repeated
 * @param kind why it had failed, a {@link FailureKind#wireName}, of this version or a later one
 * @param at when it was repeated
 * @param queryId id of the query that was repeated
 */
public record RedriveStep(
    SourcePosition source, String kind, Instant at, @Nullable String queryId) {
  public RedriveStep {
    Objects.requireNonNull(source, "source is missing");
    Objects.requireNonNull(at, "at is missing");
    if (kind.isEmpty() || kind.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("kind must be a word: '" + kind + "'");
    }
  }

  /** Reads what {@link #toString} writes; null if the text is something else. */
  public static @Nullable RedriveStep parse(String text) {
    String[] parts = text.split(" ", 4);
    SourcePosition source = SourcePosition.parse(parts[0]);
    if (source == null || parts.length < 3 || parts[1].isEmpty()) {
      return null;
    }
    try {
      return new RedriveStep(
          source, parts[1], Instant.parse(parts[2]), parts.length == 3 ? null : parts[3]);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return source + " " + kind + " " + at + (queryId == null ? "" : " " + queryId);
  }
}
