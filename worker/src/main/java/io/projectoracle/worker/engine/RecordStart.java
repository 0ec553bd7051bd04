package io.projectoracle.worker.engine;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Starts the work on records; from here to its commit a record counts as in flight. Confined to the
 * poll thread.
 */
final class RecordStart {
  private final RecordWork work;
  private final InFlightBudget budget;
  private final Consumer<FinishedRecord> finished;

  /**
   * @param finished told of each record whose work is done, on any thread
   */
  RecordStart(RecordWork work, InFlightBudget budget, Consumer<FinishedRecord> finished) {
    this.work = work;
    this.budget = budget;
    this.finished = finished;
  }

  /** Whether one more record may be started. */
  boolean hasRoom() {
    return budget.hasRoom();
  }

  void start(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record) {
    long bytes = count(owner, record);
    long offset = record.offset();
    RecordWork.Running running =
        work.start(
            record, result -> finished.accept(new FinishedRecord(owner, offset, result, bytes)));
    owner.started(offset, running);
  }

  /** Ends a record without work on it. */
  void giveUp(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record, int deaths) {
    end(owner, record, work.giveUp(record, deaths));
  }

  /** Ends a record without even looking into it. */
  void giveUpUnread(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record, int deaths) {
    end(owner, record, work.giveUpUnread(record, deaths));
  }

  private void end(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record, WorkResult result) {
    finished.accept(new FinishedRecord(owner, record.offset(), result, count(owner, record)));
  }

  private long count(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record) {
    long bytes =
        (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    budget.add(bytes);
    owner.countUncommitted(1);
    return bytes;
  }
}
