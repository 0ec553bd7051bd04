package io.projectoracle.cli.offsets;

import io.projectoracle.cli.cluster.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the oldest unfinished query of each partition: when it was published, or that there is
 * none, since only markers of transactions follow the committed offset. Reads one record of each
 * partition, and that only while it is another than at the last look. For one thread.
 */
public final class OldestQueries implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration patience;
  private Map<Integer, Found> last = Map.of();

  public OldestQueries(Cluster cluster, String topic) {
    this(cluster, topic, PATIENCE);
  }

  /**
   * A look-up.
   *
   * @param patience how long a look takes at most
   */
  OldestQueries(Cluster cluster, String topic, Duration patience) {
    this.consumer = cluster.reader("oracle-status");
    this.topic = topic;
    this.patience = patience;
  }

  /** Looks at these; what could not be read in time is left as it was. */
  public Look look(List<PartitionOffset> partitions) {
    Map<Integer, Found> found = new HashMap<>();
    Map<TopicPartition, PartitionOffset> wanted = new HashMap<>();
    for (PartitionOffset partition : partitions) {
      Long unfinished = partition.unfinished();
      if (partition.committed() == null || unfinished == null || unfinished == 0) {
        continue;
      }
      Found before = last.get(partition.partition());
      if (before != null && before.holdsFor(partition)) {
        found.put(partition.partition(), before);
      } else {
        wanted.put(new TopicPartition(topic, partition.partition()), partition);
      }
    }
    lookUp(wanted, found);
    last = found;
    return Look.of(partitions, found);
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private void lookUp(Map<TopicPartition, PartitionOffset> wanted, Map<Integer, Found> found) {
    consumer.assign(wanted.keySet());
    consumer.resume(wanted.keySet()); // A partition that stays assigned stays paused.
    wanted.forEach((partition, offset) -> consumer.seek(partition, Found.start(offset)));
    long start = System.nanoTime();
    while (!wanted.isEmpty() && System.nanoTime() - start < patience.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        PartitionOffset of = wanted.remove(new TopicPartition(record.topic(), record.partition()));
        if (of != null) {
          Instant published = Instant.ofEpochMilli(record.timestamp());
          found.put(record.partition(), new Found(Found.start(of), of.logEnd(), published));
        }
      }
      for (TopicPartition partition : List.copyOf(wanted.keySet())) {
        PartitionOffset of = Objects.requireNonNull(wanted.get(partition));
        if (consumer.position(partition) >= of.logEnd()) {
          wanted.remove(partition);
          found.put(partition.partition(), new Found(Found.start(of), of.logEnd(), null));
        }
      }
      consumer.pause(
          consumer.assignment().stream()
              .filter(partition -> !wanted.containsKey(partition))
              .toList());
    }
  }

  /**
   * What was seen.
   *
   * @param partitions the partitions; those without unfinished records say so
   * @param published when the oldest unfinished query of a partition was published, where known
   */
  public record Look(List<PartitionOffset> partitions, Map<Integer, Instant> published) {
    private static Look of(List<PartitionOffset> partitions, Map<Integer, Found> found) {
      Map<Integer, Instant> published = new HashMap<>();
      List<PartitionOffset> corrected = new ArrayList<>();
      for (PartitionOffset partition : partitions) {
        Found oldest = found.get(partition.partition());
        boolean none = oldest != null && oldest.published() == null;
        corrected.add(none ? partition.withoutRecords() : partition);
        if (oldest != null && oldest.published() != null) {
          published.put(partition.partition(), oldest.published());
        }
      }
      return new Look(corrected, published);
    }
  }

  /**
   * What was found of a partition.
   *
   * @param offset from which it was sought
   * @param end to which
   * @param published time of the record found there; null if there is none
   */
  private record Found(long offset, long end, @Nullable Instant published) {
    static long start(PartitionOffset partition) {
      return partition.committed() == null ? 0 : partition.committed();
    }

    boolean holdsFor(PartitionOffset partition) {
      return offset == start(partition) && (published != null || end == partition.logEnd());
    }
  }
}
