package io.projectoracle.cli.status;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.offsets.GroupOffsets;
import io.projectoracle.cli.offsets.OldestQueries;
import io.projectoracle.cli.offsets.PartitionOffset;
import io.projectoracle.contract.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Takes snapshots. For one thread. */
final class SnapshotReader implements AutoCloseable {
  private final Cluster cluster;
  private final Topics topics;
  private final GroupOffsets offsets;
  private final OldestQueries oldest;

  SnapshotReader(Cluster cluster, Topics topics) {
    this.cluster = cluster;
    this.topics = topics;
    this.offsets = new GroupOffsets(cluster, topics);
    this.oldest = new OldestQueries(cluster, topics.queries());
  }

  Snapshot take() {
    List<PartitionOffset> partitions = offsets.present(offsets.partitions());
    long nanos = System.nanoTime();
    OldestQueries.Look look = oldest.look(partitions);
    return new Snapshot(
        nanos, offsets.members(), look.partitions(), look.published(), deadLetters());
  }

  @Override
  public void close() {
    oldest.close();
  }

  private long deadLetters() {
    List<TopicPartition> partitions = cluster.partitions(topics.deadLetters());
    Map<TopicPartition, Long> starts = cluster.offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = cluster.offsets(partitions, OffsetSpec.latest());
    return partitions.stream()
        .mapToLong(
            partition -> ends.getOrDefault(partition, 0L) - starts.getOrDefault(partition, 0L))
        .sum();
  }
}
