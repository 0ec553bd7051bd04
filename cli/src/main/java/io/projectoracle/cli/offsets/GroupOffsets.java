package io.projectoracle.cli.offsets;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.cluster.ClusterException;
import io.projectoracle.cli.cluster.GroupMember;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** The committed offsets of an installation's workers. Thread-safe. */
public record GroupOffsets(Cluster cluster, Topics topics) {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Longer than a worker's transaction stays open by itself, the broker's look included. */
  private static final Duration STABLE_LIMIT = Duration.ofSeconds(25);

  /** All partitions of the queries topic, by number. */
  public List<TopicPartition> partitions() {
    return cluster.partitions(topics.queries()).stream()
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .toList();
  }

  /** Who is at work. */
  public List<GroupMember> members() {
    return cluster.members(topics.workerGroup());
  }

  /** How far partitions are at present; what an open transaction will change is not waited for. */
  public List<PartitionOffset> present(List<TopicPartition> partitions) {
    return judged(partitions, committed(partitions, /* stable= */ false));
  }

  /**
   * How far partitions are once no transaction is open that would change it.
   *
   * @throws ClusterException if one stays open
   */
  public List<PartitionOffset> settled(List<TopicPartition> partitions) {
    long start = System.nanoTime();
    Map<TopicPartition, OffsetAndMetadata> committed = committed(partitions, /* stable= */ true);
    // Kafka leaves out what is not settled, while what is not committed is there as null.
    while (!committed.keySet().containsAll(partitions)) {
      if (System.nanoTime() - start > STABLE_LIMIT.toNanos()) {
        throw new ClusterException(
            "committed offsets of group '"
                + topics.workerGroup()
                + "' have been part of an open transaction for "
                + STABLE_LIMIT.toSeconds()
                + " s; try again when it has ended",
            null);
      }
      pause();
      committed = committed(partitions, /* stable= */ true);
    }
    return judged(partitions, committed);
  }

  /** Makes the changes, all in one request, which fails if the group has members. */
  public void commit(List<OffsetChange> changes) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (OffsetChange change : changes) {
      offsets.put(
          new TopicPartition(topics.queries(), change.before().partition()), change.commit());
    }
    String group = topics.workerGroup();
    cluster.answer(
        "setting the offsets of group '" + group + "'",
        cluster.admin().alterConsumerGroupOffsets(group, offsets).all());
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(
      Collection<TopicPartition> partitions, boolean stable) {
    String group = topics.workerGroup();
    return cluster.answer(
        "reading the offsets of group '" + group + "'",
        cluster
            .admin()
            .listConsumerGroupOffsets(
                Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                new ListConsumerGroupOffsetsOptions().requireStable(stable))
            .partitionsToOffsetAndMetadata(group));
  }

  private List<PartitionOffset> judged(
      List<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> committed) {
    // After the committed offsets: the log may grow beyond an end from before, and they with it.
    Map<TopicPartition, Long> starts = cluster.offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = cluster.offsets(partitions, OffsetSpec.latest());
    List<PartitionOffset> offsets = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata found = committed.get(partition);
      offsets.add(
          PartitionOffset.of(
              partition.partition(),
              starts.getOrDefault(partition, 0L),
              ends.getOrDefault(partition, 0L),
              found == null ? null : found.offset(),
              found == null ? "" : found.metadata()));
    }
    return offsets;
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      throw new InterruptException(e); // Restores the flag.
    }
  }
}
