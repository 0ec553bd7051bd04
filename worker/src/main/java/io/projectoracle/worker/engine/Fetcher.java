package io.projectoracle.worker.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Fetches records of partitions that it is told of, by a consumer that belongs to no group. So
 * fetching goes on where the group's consumer must not be polled: while some of the partitions are
 * handed over. Confined to the poll thread, but for {@link #wakeup}.
 */
final class Fetcher {
  private final Consumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> partitions = new HashSet<>();

  Fetcher(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Takes a partition in, paused, to be read from an offset on. */
  void add(TopicPartition partition, long offset) {
    if (partitions.add(partition)) {
      consumer.assign(partitions);
    }
    consumer.pause(Set.of(partition));
    consumer.seek(partition, offset);
  }

  /** Lets partitions go; those that it does not have do not matter. */
  void remove(Collection<TopicPartition> gone) {
    if (partitions.removeAll(gone)) {
      consumer.assign(partitions);
    }
  }

  /** Goes on at an offset, paused or not. */
  void seek(TopicPartition partition, long offset) {
    consumer.seek(partition, offset);
  }

  /** Stops fetching from some partitions, and fetches from others again. */
  void apply(Intake.Changes changes) {
    if (!changes.pause().isEmpty()) {
      consumer.pause(changes.pause());
    }
    if (!changes.resume().isEmpty()) {
      consumer.resume(changes.resume());
    }
  }

  boolean isEmpty() {
    return partitions.isEmpty();
  }

  /** Waits for records. There must be a partition. */
  ConsumerRecords<byte[], byte[]> poll(Duration longest) {
    return consumer.poll(longest);
  }

  /** Records of a partition that have not been fetched, as far as is known. */
  long lag(TopicPartition partition) {
    return consumer.currentLag(partition).orElse(0);
  }

  /** Ends a wait for records, the present or else the next one. Thread-safe. */
  void wakeup() {
    consumer.wakeup();
  }

  void close(Duration longest) {
    consumer.close(CloseOptions.timeout(longest));
  }
}
