package io.projectoracle.cli.status;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.offsets.PartitionOffset;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks up when the oldest unfinished query of each partition was published. Reads one record of
 * each, and that only while it is another than at the last look. For one thread.
 */
final class OldestQueries implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private Map<Integer, Published> last = Map.of();

  OldestQueries(Cluster cluster, String topic) {
    this.consumer = cluster.reader("oracle-status");
    this.topic = topic;
  }

  /** By partition; those that could not be read in time are left out. */
  Map<Integer, Instant> published(List<PartitionOffset> partitions) {
    Map<Integer, Published> found = new HashMap<>();
    Map<TopicPartition, Long> wanted = new HashMap<>();
    for (PartitionOffset partition : partitions) {
      Long committed = partition.committed();
      Long unfinished = partition.unfinished();
      if (committed == null || unfinished == null || unfinished == 0) {
        continue;
      }
      Published before = last.get(partition.partition());
      if (before != null && before.offset() == committed) {
        found.put(partition.partition(), before);
      } else {
        wanted.put(new TopicPartition(topic, partition.partition()), committed);
      }
    }
    lookUp(wanted, found);
    last = found;
    Map<Integer, Instant> times = new HashMap<>();
    found.forEach((partition, oldest) -> times.put(partition, oldest.time()));
    return times;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private void lookUp(Map<TopicPartition, Long> wanted, Map<Integer, Published> found) {
    consumer.assign(wanted.keySet());
    consumer.resume(wanted.keySet()); // A partition that stays assigned stays paused.
    wanted.forEach(consumer::seek);
    long start = System.nanoTime();
    while (!wanted.isEmpty() && System.nanoTime() - start < PATIENCE.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        Long offset = wanted.remove(new TopicPartition(record.topic(), record.partition()));
        if (offset != null) {
          found.put(
              record.partition(), new Published(offset, Instant.ofEpochMilli(record.timestamp())));
        }
      }
      consumer.pause(
          consumer.assignment().stream()
              .filter(partition -> !wanted.containsKey(partition))
              .toList());
    }
  }

  /** The offset from which it was sought, and the time of the record found there. */
  private record Published(long offset, Instant time) {}
}
