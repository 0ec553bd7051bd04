package io.projectoracle.cli.letters;

import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Repeats failed queries, and clears away what they leave, a bounded batch at a time. */
public record Redrive(RecordPicker picker, Publishing publishing, Repetitions repetitions) {
  /** Failures that are read at once; with the size of a query it bounds memory. */
  static final int BATCH = 100;

  /** Told of each failure once, by one of its methods. */
  public interface Listener {
    /** They are published, all at once. */
    void redriven(List<Redriven> batch);

    /** It stays as it is. */
    void refused(Redrivable failed, String reason);
  }

  /**
   * Repeats them.
   *
   * @param already positions of records that have been repeated before, and are not again
   */
  public void run(
      List<? extends Redrivable> failures, Set<SourcePosition> already, Listener listener) {
    List<Redrivable> batch = new ArrayList<>();
    for (Redrivable failed : failures) {
      if (already.contains(failed.content())) {
        listener.refused(failed, "redriven before; --again does so once more");
        continue;
      }
      batch.add(failed);
      if (batch.size() == BATCH) {
        redrive(batch, listener);
        batch.clear();
      }
    }
    redrive(batch, listener);
  }

  /** Everything is read before the transaction begins, so that it is short. */
  private void redrive(List<Redrivable> batch, Listener listener) {
    Map<SourcePosition, ConsumerRecord<byte[], byte[]>> records =
        picker.read(batch.stream().map(Redrivable::content).toList());
    List<Redriven> ready = new ArrayList<>();
    for (Redrivable failed : batch) {
      ConsumerRecord<byte[], byte[]> record = records.get(failed.content());
      if (record == null) {
        listener.refused(failed, "its record is deleted");
        continue;
      }
      try {
        ready.add(repetitions.of(failed, record));
      } catch (NotRedrivableException e) {
        listener.refused(failed, String.valueOf(e.getMessage()));
      }
    }
    publish(ready, listener);
  }

  private void publish(List<Redriven> ready, Listener listener) {
    int from = 0;
    int bytes = 0;
    for (int next = 0; next < ready.size(); next++) {
      bytes += ready.get(next).record().value().length;
      if (bytes >= SizeLimits.TRANSACTION_BYTES || next == ready.size() - 1) {
        List<Redriven> together = ready.subList(from, next + 1);
        publishing.publish(records(together));
        listener.redriven(together);
        from = next + 1;
        bytes = 0;
      }
    }
  }

  /** Each repetition, and what clears away the letter that it repeats. */
  private static List<ProducerRecord<byte[], byte[]>> records(List<Redriven> ready) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Redriven redriven : ready) {
      records.add(redriven.record());
      ProducerRecord<byte[], byte[]> tombstone = redriven.of().tombstone();
      if (tombstone != null) {
        records.add(tombstone);
      }
    }
    return records;
  }
}
