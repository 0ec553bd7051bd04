package io.projectoracle.cli.offsets;

import io.projectoracle.cli.cluster.Cluster;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where offsets are to be set to. */
public sealed interface Target {
  /** The offset for each of the partitions. */
  Map<TopicPartition, Long> offsets(Cluster cluster, Collection<TopicPartition> partitions);

  /** The oldest record there is. */
  record Earliest() implements Target {
    @Override
    public Map<TopicPartition, Long> offsets(
        Cluster cluster, Collection<TopicPartition> partitions) {
      return cluster.offsets(partitions, OffsetSpec.earliest());
    }
  }

  /** The record that comes next. */
  record Latest() implements Target {
    @Override
    public Map<TopicPartition, Long> offsets(
        Cluster cluster, Collection<TopicPartition> partitions) {
      return cluster.offsets(partitions, OffsetSpec.latest());
    }
  }

  /** The first record of that time or later. */
  record Since(Instant time) implements Target {
    @Override
    public Map<TopicPartition, Long> offsets(
        Cluster cluster, Collection<TopicPartition> partitions) {
      Map<TopicPartition, Long> found =
          new HashMap<>(cluster.offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli())));
      found.values().removeIf(offset -> offset < 0);
      Map<TopicPartition, Long> offsets =
          new HashMap<>(cluster.offsets(partitions, OffsetSpec.latest()));
      offsets.putAll(found);
      return offsets;
    }
  }

  /** That very offset. */
  record Exactly(long offset) implements Target {
    @Override
    public Map<TopicPartition, Long> offsets(
        Cluster cluster, Collection<TopicPartition> partitions) {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      partitions.forEach(partition -> offsets.put(partition, offset));
      return offsets;
    }
  }
}
