package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.Tenure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves partitions in order: takes nothing more from them, waits until what is in flight is
 * committed or the drain timeout is over, and writes down that they are left. Runs inside {@code
 * poll()} when the group takes partitions away, so it must not poll the group's consumer: a nested
 * poll would rejoin the group, and commits for partitions that belong to somebody else would be
 * accepted from then on. Confined to the poll thread, which serves the partitions that stay from
 * here.
 */
final class HandOver {
  private static final Logger log = LoggerFactory.getLogger(HandOver.class);

  /** How long the end of a drain may take beyond its timeout, to write down that it is over. */
  static final Duration RELEASE_LIMIT = Duration.ofSeconds(3);

  private static final Duration LEFTOVERS_LIMIT = Duration.ofSeconds(2);

  private final Duration drainTimeout;
  private final Outbox outbox;
  private final Runnable serve;
  private final StopSignal stop;
  private final AtomicInteger cutShort = new AtomicInteger();

  /**
   * @param serve has the loop do, once, what it does between polls of the group's consumer; waits
   *     some milliseconds if there is nothing to do
   */
  HandOver(Duration drainTimeout, Outbox outbox, StopSignal stop, Runnable serve) {
    this.drainTimeout = drainTimeout;
    this.outbox = outbox;
    this.serve = serve;
    this.stop = stop;
  }

  /** Records whose work was given up because it outlasted a drain. Thread-safe. */
  int cutShort() {
    return cutShort.get();
  }

  /** Drains the partitions and releases them; what comes of them afterwards counts no more. */
  void leave(Collection<OwnedPartition> leaving) {
    List<OwnedPartition> draining = List.copyOf(leaving);
    draining.forEach(OwnedPartition::drain);
    long deadline = System.nanoTime() + drainTimeout.toNanos();
    while (draining.stream().anyMatch(partition -> partition.uncommitted() > 0)
        && System.nanoTime() - deadline < 0
        && !stop.isOver()) {
      serve.run();
    }
    release(draining);
    // Only now: what was done in time, but not yet known to be committed, goes with the release.
    int left = draining.stream().mapToInt(OwnedPartition::uncommitted).sum();
    if (left > 0) {
      cutShort.addAndGet(left);
      log.warn(
          "drain timeout is over, other workers repeat what is in flight records={} seconds={}",
          left,
          drainTimeout.toSeconds());
    }
  }

  /**
   * Writes down that the partitions are left in order. Where that does not work, as while the
   * broker is away, the next owner takes this one for crashed, which is harmless by itself.
   */
  private void release(List<OwnedPartition> leaving) {
    List<OwnedPartition> held = leaving.stream().filter(OwnedPartition::isHeld).toList();
    for (OwnedPartition owner : held) {
      owner.hold(Tenure.State.RELEASED);
      outbox.claim(owner, () -> {});
    }
    long deadline = System.nanoTime() + RELEASE_LIMIT.toNanos();
    while (held.stream().anyMatch(outbox::isClaiming) && System.nanoTime() - deadline < 0) {
      serve.run();
    }
  }

  /**
   * Publishes the accounts of work that ended after its partition was left: what was spent on calls
   * that a drain has cut short shall not be missing. Waits for it some seconds.
   */
  void publishLeftovers(InFlightBudget budget) {
    long deadline = System.nanoTime() + LEFTOVERS_LIMIT.toNanos();
    while ((budget.records() > 0 || outbox.size() > 0) && System.nanoTime() - deadline < 0) {
      serve.run();
    }
  }
}
