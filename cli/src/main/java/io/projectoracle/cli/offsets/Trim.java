package io.projectoracle.cli.offsets;

import io.projectoracle.cli.cluster.Cluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * What may be deleted of the queries topic: the finished queries at the beginning of each
 * partition, as far as they are old enough. Nothing unfinished ever, since what is deleted lies
 * below the committed offset.
 */
public final class Trim {
  private final Cluster cluster;
  private final GroupOffsets offsets;

  public Trim(GroupOffsets offsets) {
    this.cluster = offsets.cluster();
    this.offsets = offsets;
  }

  /**
   * What would be deleted; partitions without a sound committed offset are left alone.
   *
   * @param before age: only queries that were published before
   */
  public List<Cut> plan(Instant before) {
    List<TopicPartition> partitions = offsets.partitions();
    Map<TopicPartition, Long> young = new Target.Since(before).offsets(cluster, partitions);
    List<Cut> cuts = new ArrayList<>();
    for (PartitionOffset offset : offsets.present(partitions)) {
      TopicPartition partition = new TopicPartition(offsets.topics().queries(), offset.partition());
      Long committed = offset.problem() == null ? offset.committed() : null;
      long end =
          committed == null
              ? offset.logStart()
              : Math.min(committed, young.getOrDefault(partition, offset.logStart()));
      cuts.add(new Cut(offset.partition(), offset.logStart(), Math.max(end, offset.logStart())));
    }
    return cuts;
  }

  /** Deletes. */
  public void apply(List<Cut> cuts) {
    Map<TopicPartition, RecordsToDelete> ends = new HashMap<>();
    for (Cut cut : cuts) {
      if (cut.offsets() > 0) {
        ends.put(
            new TopicPartition(offsets.topics().queries(), cut.partition()),
            RecordsToDelete.beforeOffset(cut.to()));
      }
    }
    if (!ends.isEmpty()) {
      cluster.answer(
          "deleting finished records of topic '" + offsets.topics().queries() + "'",
          cluster.admin().deleteRecords(ends).all());
    }
  }

  /**
   * A part of a partition that may go.
   *
   * @param from the oldest offset of the log
   * @param to the offset after the last that may go
   */
  public record Cut(int partition, long from, long to) {
    /** How many; an offset is a record, but for the markers of transactions. */
    public long offsets() {
      return to - from;
    }
  }
}
