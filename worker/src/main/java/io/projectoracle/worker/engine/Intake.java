package io.projectoracle.worker.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts the work on records as far as the budget goes, and decides which partitions the consumer
 * fetches from. What was delivered beyond the budget waits here: at most one poll's worth, since
 * fetching pauses as soon as anything waits. Confined to the poll thread.
 */
final class Intake {
  private final RecordWork work;
  private final InFlightBudget budget;
  private final Partitions partitions;
  private final Consumer<FinishedRecord> finished;
  private final ArrayDeque<Waiting> backlog = new ArrayDeque<>();

  /**
   * Set when the budget runs out, until half of it is free again: fetches are worth their while.
   */
  private boolean full;

  /**
   * @param finished told of each record whose work is done, on any thread
   */
  Intake(
      RecordWork work,
      InFlightBudget budget,
      Partitions partitions,
      Consumer<FinishedRecord> finished) {
    this.work = work;
    this.budget = budget;
    this.partitions = partitions;
    this.finished = finished;
  }

  /** Takes what the consumer delivered. */
  void take(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      OwnedPartition owner = partitions.find(partition);
      if (owner == null || owner.state() != OwnedPartition.State.READING) {
        continue;
      }
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        if (owner.tracker().start(record.offset())) {
          backlog.add(new Waiting(owner, record));
        }
      }
    }
  }

  /** Starts work as far as the budget goes. */
  void startWork() {
    while (!backlog.isEmpty() && budget.hasRoom()) {
      Waiting next = backlog.remove();
      if (next.owner().state() == OwnedPartition.State.READING) {
        start(next.owner(), next.record());
      }
    }
  }

  boolean hasBacklog() {
    return !backlog.isEmpty();
  }

  /** Which partitions to stop fetching from, and which to fetch from again. */
  Changes changes() {
    if (hasBacklog() || !budget.hasRoom()) {
      full = true;
    } else if (full && budget.isHalfEmpty()) {
      full = false;
    }
    boolean ready = work.isReady();
    List<TopicPartition> pause = new ArrayList<>();
    List<TopicPartition> resume = new ArrayList<>();
    for (OwnedPartition partition : partitions.all()) {
      boolean shouldPause = full || !ready || !partition.mayBeRead();
      if (shouldPause != partition.isPaused()) {
        partition.paused(shouldPause);
        (shouldPause ? pause : resume).add(partition.partition());
      }
    }
    return new Changes(pause, resume);
  }

  private void start(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record) {
    long bytes =
        (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    long offset = record.offset();
    budget.add(bytes);
    owner.countUncommitted(1);
    RecordWork.Running running =
        work.start(
            record, result -> finished.accept(new FinishedRecord(owner, offset, result, bytes)));
    owner.started(offset, running);
  }

  /**
   * @param pause partitions to stop fetching from
   * @param resume partitions to fetch from again
   */
  record Changes(List<TopicPartition> pause, List<TopicPartition> resume) {}

  private record Waiting(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record) {}
}
