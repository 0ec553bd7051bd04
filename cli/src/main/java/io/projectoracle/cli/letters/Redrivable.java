package io.projectoracle.cli.letters;

import io.projectoracle.contract.SourcePosition;
import java.util.Comparator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A failure whose query can be repeated, if it can be read. */
public sealed interface Redrivable permits DeadLetter, FailedAnswer {
  /** The oldest first. */
  Comparator<Redrivable> OLDEST_FIRST =
      Comparator.comparing((Redrivable each) -> each.failure().at())
          .thenComparing(each -> each.content().partition())
          .thenComparing(each -> each.content().offset());

  /** What failed. */
  Failure failure();

  /** Where the record stands that holds the query. */
  SourcePosition content();

  /** What clears it away, to be published together with the repetition; null if nothing does. */
  @Nullable ProducerRecord<byte[], byte[]> tombstone();

  /** Partition on which the repetition must stand; null if its key decides. */
  @Nullable Integer partition();
}
