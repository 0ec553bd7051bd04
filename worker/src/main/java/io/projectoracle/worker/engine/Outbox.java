package io.projectoracle.worker.engine;

import io.projectoracle.contract.SizeLimits;
import io.projectoracle.worker.metrics.WorkerMetrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Results on their way into a transaction, kept from their arrival until a commit is known, and
 * what is to be written down of partitions beside them. Confined to the poll thread.
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

  private long arrivedBytes;

  /** Results finished in their tracker whose commit is not known. */
  private List<FinishedRecord> marked = new ArrayList<>();

  /** To publish for results whose partition has gone. */
  private final List<ProducerRecord<byte[], byte[]>> leftovers = new ArrayList<>();

  /** Partitions whose tenure is to be written down, and what to do then. */
  private final Map<OwnedPartition, Runnable> claims = new LinkedHashMap<>();

  /** Those of the batch under way. */
  private Map<OwnedPartition, Runnable> claimsUnderway = Map.of();

  private @Nullable CommitBatch underway;

  Outbox(int maxResults, InFlightBudget budget, WorkerMetrics metrics) {
    this.maxResults = maxResults;
    this.budget = budget;
    this.metrics = metrics;
  }

  /**
   * Takes the result of a record whose work has just ended; from now on it waits for its commit.
   */
  void add(FinishedRecord finished) {
    OwnedPartition owner = finished.owner();
    long resultBytes = finished.result().bytes();
    owner.ended(finished.offset());
    owner.blameNobody();
    budget.finish(resultBytes);
    arrivedBytes += resultBytes;
    arrived.add(
        new FinishedRecord(
            owner, finished.offset(), finished.result(), finished.bytes() + resultBytes));
  }

  /**
   * Has a partition's tenure written down, with its progress, as soon as may be.
   *
   * @param written run on the poll thread once that is committed; never if the partition is lost,
   *     or is claimed anew before
   */
  void claim(OwnedPartition owner, Runnable written) {
    claims.put(owner, written);
  }

  /** Whether a partition's tenure waits to be written down. */
  boolean isClaiming(OwnedPartition owner) {
    return claims.containsKey(owner) || claimsUnderway.containsKey(owner);
  }

  /** Results and claims that wait for a batch, or for their batch to be known. */
  int size() {
    return arrived.size()
        + marked.size()
        + leftovers.size()
        + claims.size()
        + claimsUnderway.size();
  }

  /** Whether there is enough for a batch to be worth its transaction at once. */
  boolean isFull() {
    return size() >= maxResults || arrivedBytes >= SizeLimits.TRANSACTION_BYTES;
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
    long bytes = results.stream().mapToLong(again -> again.result().bytes()).sum();
    while (results.size() < maxResults
        && bytes < SizeLimits.TRANSACTION_BYTES
        && !arrived.isEmpty()) {
      FinishedRecord next = arrived.remove();
      arrivedBytes -= next.result().bytes();
      if (keepOrThrowAway(next, results)) {
        bytes += next.result().bytes();
        next.owner().finish(next.offset());
      }
    }
    marked = results;
    claims.keySet().removeIf(owner -> owner.state() == OwnedPartition.State.LOST);
    if (results.isEmpty() && leftovers.isEmpty() && claims.isEmpty()) {
      return null;
    }
    claimsUnderway = new LinkedHashMap<>(claims);
    claims.clear();
    underway =
        new CommitBatch(
            List.copyOf(results), List.copyOf(leftovers), offsets(claimsUnderway, results), group);
    return underway;
  }

  /** The batch under way has ended. */
  void ended(CommitOutcome outcome) {
    CommitBatch batch = underway;
    if (batch == null) {
      throw new IllegalStateException("no batch is under way");
    }
    Map<OwnedPartition, Runnable> claimed = claimsUnderway;
    underway = null;
    claimsUnderway = Map.of();
    if (outcome instanceof CommitOutcome.Committed) {
      settle(batch.results());
      marked = new ArrayList<>();
      leftovers.clear();
      claimed.values().forEach(Runnable::run);
      return;
    }
    // Written down once more rather than never, if the transaction was resolved by somebody else.
    claimed.forEach(claims::putIfAbsent);
    if (outcome instanceof CommitOutcome.Resolved resolved) {
      resolve(batch, resolved.committed());
    }
  }

  /**
   * Keeps the batch unless it is committed. A transaction has no parts: what is committed of one
   * partition is true of all, and of the leftovers. Only partitions that are still owned can tell,
   * since nobody else commits for those. A batch without any leaves no trace by which to tell; what
   * is kept of it then are accounts, not answers, which are published once more rather than never.
   */
  private void resolve(CommitBatch batch, Map<TopicPartition, Progress> committed) {
    boolean done =
        batch.results().stream()
            .filter(result -> result.owner().state() != OwnedPartition.State.LOST)
            .anyMatch(result -> isCommitted(result, committed));
    if (done) {
      settle(batch.results());
      leftovers.clear();
    }
    marked = done ? new ArrayList<>() : new ArrayList<>(batch.results());
  }

  private static boolean isCommitted(
      FinishedRecord result, Map<TopicPartition, Progress> committed) {
    return committed.get(result.owner().partition()) instanceof Progress.Known known
        && known.committed().finished().isFinished(result.offset());
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

  private static Map<TopicPartition, OffsetAndMetadata> offsets(
      Map<OwnedPartition, Runnable> claimed, List<FinishedRecord> results) {
    Set<OwnedPartition> touched = new HashSet<>(claimed.keySet());
    for (FinishedRecord result : results) {
      touched.add(result.owner());
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (OwnedPartition owner : touched) {
      offsets.put(owner.partition(), owner.progress());
    }
    return offsets;
  }
}
