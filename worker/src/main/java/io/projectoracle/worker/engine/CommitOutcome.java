package io.projectoracle.worker.engine;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What became of a {@link CommitBatch}. */
sealed interface CommitOutcome {
  /** Name for metrics. */
  String name();

  /** It is visible. */
  record Committed() implements CommitOutcome {
    @Override
    public String name() {
      return "committed";
    }
  }

  /** It is certainly not; nothing of it ever will be. */
  record Aborted() implements CommitOutcome {
    @Override
    public String name() {
      return "aborted";
    }
  }

  /**
   * The transaction was resolved by somebody else; what is committed now tells which way.
   *
   * @param committed progress of the batch's partitions, read after the resolution
   */
  record Resolved(Map<TopicPartition, Progress> committed) implements CommitOutcome {
    @Override
    public String name() {
      return "resolved";
    }
  }
}
