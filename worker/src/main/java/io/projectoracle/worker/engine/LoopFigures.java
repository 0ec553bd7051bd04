package io.projectoracle.worker.engine;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;

/** What the poll thread tells others about itself. Counted on that thread, read by anybody. */
final class LoopFigures {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Partitions partitions;
  private volatile int reading;
  private volatile int stuck;
  private volatile boolean member;
  private volatile long lag;
  private long countedAt = System.nanoTime() - INTERVAL.toNanos();

  LoopFigures(Partitions partitions) {
    this.partitions = partitions;
  }

  /** Counts the partitions anew. */
  void countPartitions() {
    reading = count(OwnedPartition.State.READING);
    stuck = count(OwnedPartition.State.STOPPED);
  }

  private int count(OwnedPartition.State state) {
    int count = 0;
    for (OwnedPartition partition : partitions.all()) {
      count += partition.state() == state ? 1 : 0;
    }
    return count;
  }

  /** Asks the consumers for what they know of the group and of the logs' ends, once a second. */
  void look(Consumer<byte[], byte[]> groupMember, Fetcher fetcher) {
    long now = System.nanoTime();
    if (now - countedAt < INTERVAL.toNanos()) {
      return;
    }
    countedAt = now;
    countPartitions();
    member = groupMember.groupMetadata().generationId() > 0;
    long count = 0;
    for (OwnedPartition partition : partitions.all()) {
      if (partition.state() == OwnedPartition.State.READING) {
        count += fetcher.lag(partition.partition());
      }
    }
    lag = count;
  }

  /** Partitions that are read. */
  int reading() {
    return reading;
  }

  /** Partitions that wait for somebody's decision. */
  int stuck() {
    return stuck;
  }

  /** Whether the group has taken the worker in. */
  boolean isMember() {
    return member;
  }

  /** Records of its partitions that have not been taken yet, at the last look. */
  long lag() {
    return lag;
  }
}
