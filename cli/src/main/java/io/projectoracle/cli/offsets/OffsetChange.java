package io.projectoracle.cli.offsets;

import io.projectoracle.worker.offset.OffsetMap;
import io.projectoracle.worker.offset.PartitionProgress;
import io.projectoracle.worker.offset.Tenure;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What setting the offset of a partition does.
 *
 * @param before how far the partition is
 * @param after what will be finished
 * @param repeated records that will be worked on again; the most there can be if not known
 * @param skipped records that nobody will work on; the most there can be if not known
 */
public record OffsetChange(PartitionOffset before, OffsetMap after, long repeated, long skipped) {

  /**
   * Setting an offset forward keeps what is known to be finished behind it, so that nothing is
   * bought twice. Setting it back repeats everything from there on, since that is what it is for.
   *
   * @throws IllegalArgumentException if the log does not reach there
   */
  public static OffsetChange to(long target, PartitionOffset before) {
    if (target < before.logStart() || target > before.logEnd()) {
      throw new IllegalArgumentException(
          "partition "
              + before.partition()
              + " has offsets from "
              + before.logStart()
              + " to "
              + before.logEnd()
              + ": "
              + target);
    }
    OffsetMap finished = before.known();
    if (finished == null) {
      return unknown(target, before);
    }
    if (target >= finished.base()) {
      return new OffsetChange(
          before,
          finished.finishedBelow(target),
          0,
          finished.unfinishedBelow(Math.min(target, before.workEnd())));
    }
    return new OffsetChange(
        before,
        OffsetMap.startingAt(target),
        finished.base() - target + finished.finishedAboveBase(),
        0);
  }

  /** What to commit. */
  public OffsetAndMetadata commit() {
    return new OffsetAndMetadata(
        after.base(), new PartitionProgress(after, Tenure.NONE).metadata());
  }

  /** Whether the numbers are those of records known to be finished or not. */
  public boolean isExact() {
    return before.known() != null;
  }

  private static OffsetChange unknown(long target, PartitionOffset before) {
    Long committed = before.committed();
    boolean trusted = committed != null && committed <= before.logEnd();
    long skippedFrom = trusted ? committed : before.logStart();
    return new OffsetChange(
        before,
        OffsetMap.startingAt(target),
        before.logEnd() - target,
        Math.max(0, target - skippedFrom));
  }
}
