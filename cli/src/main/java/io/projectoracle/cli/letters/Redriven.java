package io.projectoracle.cli.letters;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A query that repeats a failed one.
 *
 * @param of what it repeats
 * @param queryId its id
 * @param redriveOf id of the query that it repeats, where that could be read
 * @param deadline what became of the deadline
 * @param record its record
 */
public record Redriven(
    Redrivable of,
    String queryId,
    @Nullable String redriveOf,
    DeadlineChoice.Fate deadline,
    ProducerRecord<byte[], byte[]> record) {

  @Override
  public String toString() {
    return "Redriven[" + of.failure().position() + " as " + queryId + "]";
  }
}
