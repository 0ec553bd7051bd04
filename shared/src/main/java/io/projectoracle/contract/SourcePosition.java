package io.projectoracle.contract;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an accepted query stands in the log. It is the unit of every promise: each position of a
 * query ends in exactly one answer.
 */
public record SourcePosition(String topic, int partition, long offset) {
  private static final Pattern TEXT = Pattern.compile("(\\S{1,249})-(\\d{1,10})-(\\d{1,19})");

  public SourcePosition {
    Objects.requireNonNull(topic, "source.topic is missing");
    Text.requireNotEmpty("source.topic", topic);
    Numbers.requireNotNegative("source.partition", partition);
    Numbers.requireNotNegative("source.offset", offset);
  }

  /** Reads what {@link #toString} writes; null if the text is something else. */
  public static @Nullable SourcePosition parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      return new SourcePosition(
          matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
    } catch (NumberFormatException e) {
      return null; // Larger than any number of a partition or record.
    }
  }

  /** {@code topic-partition-offset}, as used for the keys of dead letters. */
  @Override
  public String toString() {
    return topic + "-" + partition + "-" + offset;
  }
}
