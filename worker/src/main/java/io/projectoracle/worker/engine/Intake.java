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
  private final RecordStart starts;
  private final SuspectStarts suspectStarts;
  private final ArrayDeque<Waiting> backlog = new ArrayDeque<>();
  private boolean paused;

  /**
   * @param maxStarts how often a record is started that ends the process each time
   * @param finished told of each record whose work is done, on any thread
   */
  Intake(
      RecordWork work,
      InFlightBudget budget,
      Partitions partitions,
      Outbox outbox,
      int maxStarts,
      Consumer<FinishedRecord> finished) {
    this.work = work;
    this.budget = budget;
    this.partitions = partitions;
    this.starts = new RecordStart(work, budget, finished);
    this.suspectStarts =
        new SuspectStarts(
            starts,
            partitions,
            outbox,
            maxStarts,
            (owner, record) -> backlog.add(new Waiting(owner, record)));
  }

  /**
   * Takes what the consumer delivered, as far as its progress can be written down.
   *
   * @return partitions whose remaining records must be delivered again, once there is room
   */
  List<OwnedPartition> take(ConsumerRecords<byte[], byte[]> records) {
    List<OwnedPartition> again = new ArrayList<>();
    for (TopicPartition partition : records.partitions()) {
      OwnedPartition owner = partitions.find(partition);
      if (owner == null || owner.state() != OwnedPartition.State.READING) {
        continue;
      }
      if (!take(owner, records.records(partition))) {
        again.add(owner);
      }
    }
    return again;
  }

  private boolean take(OwnedPartition owner, List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      // Before each one: those of a poll may be far apart, as where a log was compacted.
      if (!owner.mayBeRead()) {
        return false;
      }
      if (owner.deliver(record.offset())) {
        queue(owner, record);
      }
    }
    return true;
  }

  private void queue(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record) {
    if (suspectStarts.concern(owner)) {
      suspectStarts.add(owner, record);
    } else {
      backlog.add(new Waiting(owner, record));
    }
  }

  /** Starts work as far as the budget goes. */
  void startWork() {
    suspectStarts.next();
    while (!backlog.isEmpty() && budget.hasRoom()) {
      Waiting next = backlog.remove();
      if (next.owner().state() == OwnedPartition.State.READING) {
        starts.start(next.owner(), next.record());
      }
    }
  }

  boolean hasBacklog() {
    return !backlog.isEmpty();
  }

  /** Whether some partition is not fetched from, as of the last {@link #changes}. */
  boolean isPaused() {
    return paused;
  }

  /** Which partitions to stop fetching from, and which to fetch from again. */
  Changes changes() {
    // The backlog, up to a poll's worth, is what is worked on while a fetch is under way.
    boolean full = hasBacklog() || !budget.hasRoom();
    boolean ready = work.isReady();
    List<TopicPartition> pause = new ArrayList<>();
    List<TopicPartition> resume = new ArrayList<>();
    paused = false;
    for (OwnedPartition partition : partitions.all()) {
      boolean shouldPause =
          full || !ready || !partition.mayBeRead() || suspectStarts.isWaiting(partition);
      paused |= shouldPause;
      if (shouldPause != partition.isPaused()) {
        partition.paused(shouldPause);
        (shouldPause ? pause : resume).add(partition.partition());
      }
    }
    return new Changes(pause, resume);
  }

  /**
   * @param pause partitions to stop fetching from
   * @param resume partitions to fetch from again
   */
  record Changes(List<TopicPartition> pause, List<TopicPartition> resume) {}

  private record Waiting(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record) {}
}
