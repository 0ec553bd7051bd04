package io.projectoracle.cli.status;

import io.projectoracle.cli.cluster.GroupMember;
import io.projectoracle.cli.offsets.PartitionOffset;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An installation at a moment.
 *
 * @param nanos when, in terms of a monotonic clock
 * @param members the workers
 * @param partitions how far the partitions of the queries topic are
 * @param oldest when the oldest unfinished query of a partition was published, where that is known
 * @param deadLetters dead letters; the most there can be, since compaction leaves gaps
 */
record Snapshot(
    long nanos,
    List<GroupMember> members,
    List<PartitionOffset> partitions,
    Map<Integer, Instant> oldest,
    long deadLetters) {}
