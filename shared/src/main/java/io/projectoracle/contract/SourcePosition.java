package io.projectoracle.contract;

import java.util.Objects;

/**
 * Where an accepted query stands in the log. It is the unit of every promise: each position of a
 * query ends in exactly one answer.
 */
public record SourcePosition(String topic, int partition, long offset) {
  public SourcePosition {
    Objects.requireNonNull(topic, "source.topic is missing");
    Text.requireNotEmpty("source.topic", topic);
    Numbers.requireNotNegative("source.partition", partition);
    Numbers.requireNotNegative("source.offset", offset);
  }

  /** {@code topic-partition-offset}, as used for the keys of dead letters. */
  @Override
  public String toString() {
    return topic + "-" + partition + "-" + offset;
  }
}
