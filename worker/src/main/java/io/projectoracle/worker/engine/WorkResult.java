package io.projectoracle.worker.engine;

import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the work on a record led to.
 *
 * @param records to be published in the transaction that commits the record's offset; each small
 *     enough to be published
 * @param ifLost makes what is to be published instead if the record's partition has gone to another
 *     worker meanwhile
 */
public record WorkResult(
    List<ProducerRecord<byte[], byte[]>> records,
    Supplier<List<ProducerRecord<byte[], byte[]>>> ifLost) {
  public WorkResult {
    records = List.copyOf(records);
  }

  /** Bytes of the values, which is what counts in memory. */
  long bytes() {
    long bytes = 0;
    for (ProducerRecord<byte[], byte[]> record : records) {
      bytes += record.value() == null ? 0 : record.value().length;
    }
    return bytes;
  }
}
