package io.projectoracle.cli.published;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.cluster.ClusterException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic once, up to where it ends at present. Transactions that are open there are waited
 * for: a reader of committed records sees nothing behind them, though others may have published
 * there without any transaction.
 */
public record TopicScan(Cluster cluster, String topic) {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Reads the records.
   *
   * @param since the oldest to read, by the records' timestamps; absent: all
   */
  public void read(
      @Nullable Instant since,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
    List<TopicPartition> partitions = cluster.partitions(topic);
    Map<TopicPartition, Long> ends = cluster.offsets(partitions, OffsetSpec.latest());
    read(starts(partitions, since), ends, listener);
  }

  /** Reads the records of some partitions, from an offset of each. */
  public void readFrom(
      Map<TopicPartition, Long> starts,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
    Map<TopicPartition, Long> ends = cluster.offsets(starts.keySet(), OffsetSpec.latest());
    read(new HashMap<>(starts), ends, listener);
  }

  private void read(
      Map<TopicPartition, Long> left,
      Map<TopicPartition, Long> ends,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
    left.replaceAll((partition, start) -> start < 0 ? end(ends, partition) : start);
    left.keySet().removeIf(partition -> position(left, partition) >= end(ends, partition));
    Consumer<byte[], byte[]> consumer = cluster.reader("oracle-scan");
    try {
      consumer.assign(left.keySet());
      left.forEach(consumer::seek);
      readUntil(ends, left, consumer, listener);
    } finally {
      // There is no group to leave; waiting would be for the broker to end the last fetch.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private static void readUntil(
      Map<TopicPartition, Long> ends,
      Map<TopicPartition, Long> left,
      Consumer<byte[], byte[]> consumer,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener) {
    long progressNanos = System.nanoTime();
    while (!left.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < end(ends, partition)) {
          listener.accept(record);
        }
      }
      if (advance(left, consumer)) {
        progressNanos = System.nanoTime();
      } else if (System.nanoTime() - progressNanos > PATIENCE.toNanos()) {
        throw new ClusterException(
            "nothing more was read for "
                + PATIENCE.toSeconds()
                + " s before the ends of "
                + left.keySet()
                + "; is the broker away, or a transaction open there?",
            null);
      }
      List<TopicPartition> done =
          left.keySet().stream()
              .filter(partition -> position(left, partition) >= end(ends, partition))
              .toList();
      consumer.pause(done);
      left.keySet().removeAll(done);
    }
  }

  /** Takes note of how far it got; whether that is farther than before. */
  private static boolean advance(
      Map<TopicPartition, Long> positions, Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> before = Map.copyOf(positions);
    positions.replaceAll((partition, position) -> consumer.position(partition));
    return !before.equals(positions);
  }

  private Map<TopicPartition, Long> starts(
      List<TopicPartition> partitions, @Nullable Instant since) {
    OffsetSpec spec =
        since == null ? OffsetSpec.earliest() : OffsetSpec.forTimestamp(since.toEpochMilli());
    return new HashMap<>(cluster.offsets(partitions, spec));
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  private static long position(Map<TopicPartition, Long> positions, TopicPartition partition) {
    return positions.getOrDefault(partition, 0L);
  }
}
