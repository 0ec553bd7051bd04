package io.projectoracle.aggregator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Tells offsets that hold records from those that hold none: aborted records and transaction
 * markers take offsets too, and an application that never saw a record behind them does not commit
 * past them. Thread-safe.
 */
final class VisibleRecords implements AutoCloseable {
  private static final Duration POLL_LIMIT = Duration.ofMillis(500);

  @GuardedBy("this")
  private final KafkaConsumer<byte[], byte[]> consumer;

  VisibleRecords(AggregatorSettings settings) {
    var config = settings.clientConfig();
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    config.put("max.poll.records", 1);
    config.put("fetch.max.wait.ms", 10); // the next look must not wait for the last one's fetch
    config.put("max.partition.fetch.bytes", 16 * 1024);
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Those of the ends with a visible record between the position and them. Looks for a moment and
   * at one record at most, so an end whose way there was not read through counts as one of them.
   *
   * @param ends where to look up to, by partition
   * @param positions where to look from; the start of the partition if absent
   */
  synchronized Map<TopicPartition, Long> before(
      Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
    if (ends.isEmpty()) {
      return Map.of();
    }
    seek(ends, positions);
    var startNanos = System.nanoTime();
    var left = new HashMap<>(ends);
    do {
      // Comes back early, without records, when it has passed some that are not visible.
      var records = consumer.poll(POLL_LIMIT);
      dropClear(left, records);
      if (!records.isEmpty()) {
        break;
      }
    } while (!left.isEmpty() && System.nanoTime() - startNanos < POLL_LIMIT.toNanos());
    return left;
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }

  @GuardedBy("this")
  private void seek(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
    consumer.assign(ends.keySet());
    for (var partition : ends.keySet()) {
      var position = positions.get(partition);
      if (position == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, position);
      }
    }
  }

  @GuardedBy("this")
  private void dropClear(Map<TopicPartition, Long> ends, ConsumerRecords<byte[], byte[]> records) {
    for (var partition : Set.copyOf(ends.keySet())) {
      long end = ends.getOrDefault(partition, 0L);
      if (consumer.position(partition) >= end
          && records.records(partition).stream().allMatch(it -> it.offset() >= end)) {
        ends.remove(partition);
      }
    }
  }
}
