package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.PartitionProgress;

/** What the group has committed for a partition, and whether work can go on from there. */
sealed interface Progress {
  /**
   * Work goes on from here.
   *
   * @param logEnd end of the partition's log, looked up after what is committed
   */
  record Known(PartitionProgress committed, long logEnd) implements Progress {}

  /**
   * Work cannot go on without somebody's decision.
   *
   * @param reason what is wrong and how to mend it
   */
  record Stuck(String reason) implements Progress {}
}
