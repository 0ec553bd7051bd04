package io.projectoracle.cli.letters;

import io.projectoracle.contract.SourcePosition;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An answer that says that its query failed.
 *
 * @param failure what failed
 * @param content where the query's record stands
 */
public record FailedAnswer(Failure failure, SourcePosition content) implements Redrivable {

  /** Nothing clears an answer away; {@link RedrivenRecords} tells what was repeated. */
  @Override
  public @Nullable ProducerRecord<byte[], byte[]> tombstone() {
    return null;
  }

  /** Behind the record that it repeats, where {@link RedrivenRecords} looks for it. */
  @Override
  public Integer partition() {
    return content.partition();
  }
}
