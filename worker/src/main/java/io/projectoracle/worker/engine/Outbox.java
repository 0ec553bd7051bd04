package io.projectoracle.worker.engine;

import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.offset.OffsetMap;
import io.projectoracle.worker.offset.OffsetMapCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Results on their way into a transaction: kept from their arrival until a commit is known.
 * Confined to the poll thread.
 *
 * <p>Invariant: what the trackers count as finished is what is committed or stands in {@link
 * #marked}. So a snapshot of a tracker is true once the batch that carries it, which holds all of
 * {@link #marked}, is committed.
 */
final class Outbox {
  private final int maxResults;
  private final InFlightBudget budget;
  private final WorkerMetrics metrics;

  /** Results that no batch has held. */
  private final ArrayDeque<FinishedRecord> arrived = new ArrayDeque<>();

  /** Results finished in their tracker whose commit is not known. */
  private List<FinishedRecord> marked = new ArrayList<>();

  /** To publish for results whose partition has gone. */
  private final List<ProducerRecord<byte[], byte[]>> leftovers = new ArrayList<>();

  private @Nullable CommitBatch underway;

  Outbox(int maxResults, InFlightBudget budget, WorkerMetrics metrics) {
    this.maxResults = maxResults;
    this.budget = budget;
    this.metrics = metrics;
  }

  void add(FinishedRecord finished) {
    arrived.add(finished);
  }

  /** Results that wait for a batch, or for their batch to be known. */
  int size() {
    return arrived.size() + marked.size() + leftovers.size();
  }

  boolean isUnderway() {
    return underway != null;
  }

  /**
   * The next batch, now under way.
   *
   * @param group the membership at this moment: whether a partition is owned is judged in this very
   *     step, since the broker does not judge it
   * @return null if there is nothing to commit
   */
  @Nullable CommitBatch next(ConsumerGroupMetadata group) {
    List<FinishedRecord> results = new ArrayList<>();
    for (FinishedRecord again : marked) {
      keepOrThrowAway(again, results);
    }
    while (results.size() < maxResults && !arrived.isEmpty()) {
      FinishedRecord next = arrived.remove();
      if (keepOrThrowAway(next, results)) {
        next.owner().tracker().finish(next.offset());
      }
    }
    marked = results;
    if (results.isEmpty() && leftovers.isEmpty()) {
      return null;
    }
    underway =
        new CommitBatch(List.copyOf(results), List.copyOf(leftovers), offsets(results), group);
    return underway;
  }

  /** The batch under way has ended. */
  void ended(CommitOutcome outcome) {
    CommitBatch batch = underway;
    if (batch == null) {
      throw new IllegalStateException("no batch is under way");
    }
    underway = null;
    if (outcome instanceof CommitOutcome.Committed) {
      settle(batch.results());
      marked = new ArrayList<>();
      leftovers.clear();
    } else if (outcome instanceof CommitOutcome.Resolved resolved) {
      resolve(batch, resolved.committed());
    }
  }

  /**
   * Keeps of the batch what is not committed. If anything of it is, all of it is, its leftovers
   * too: a transaction has no parts. A batch of leftovers alone leaves no trace by which to tell;
   * those are accounts, not answers, and are published once more rather than never.
   */
  private void resolve(CommitBatch batch, Map<TopicPartition, Progress> committed) {
    List<FinishedRecord> open = new ArrayList<>();
    List<FinishedRecord> done = new ArrayList<>();
    for (FinishedRecord result : batch.results()) {
      (isCommitted(result, committed) ? done : open).add(result);
    }
    settle(done);
    marked = open;
    if (!done.isEmpty()) {
      leftovers.clear();
    }
  }

  private static boolean isCommitted(
      FinishedRecord result, Map<TopicPartition, Progress> committed) {
    return committed.get(result.owner().partition()) instanceof Progress.Known known
        && known.committed().isFinished(result.offset());
  }

  private void settle(List<FinishedRecord> committed) {
    for (FinishedRecord result : committed) {
      budget.remove(result.bytes());
      result.owner().countUncommitted(-1);
    }
  }

  private boolean keepOrThrowAway(FinishedRecord finished, List<FinishedRecord> results) {
    if (finished.owner().state() != OwnedPartition.State.LOST) {
      results.add(finished);
      return true;
    }
    budget.remove(finished.bytes());
    finished.owner().countUncommitted(-1);
    leftovers.addAll(finished.result().ifLost().get());
    metrics.resultLost();
    return false;
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(List<FinishedRecord> results) {
    Set<OwnedPartition> touched = new LinkedHashSet<>();
    for (FinishedRecord result : results) {
      touched.add(result.owner());
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (OwnedPartition owner : touched) {
      OffsetMap map = owner.tracker().snapshot();
      offsets.put(owner.partition(), new OffsetAndMetadata(map.base(), OffsetMapCodec.encode(map)));
    }
    return offsets;
  }
}
