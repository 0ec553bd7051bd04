package io.projectoracle.worker.engine;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.jspecify.annotations.Nullable;

/**
 * When batches are committed, one at a time: at once after an idle time, else an interval after the
 * start of the last one, or as soon as one is full. Confined to the poll thread.
 */
final class Commits {
  /** How many intervals to wait after a commit that failed. */
  private static final int INTERVALS_AFTER_FAILURE = 5;

  private final EngineSettings settings;
  private final Outbox outbox;
  private final Committer committer;
  private final Mailbox mailbox;
  private final Supplier<ConsumerGroupMetadata> membership;
  private long lastStart;
  private long notBefore;
  private @Nullable Throwable fault;

  /**
   * @param membership in the group at this moment
   */
  Commits(
      EngineSettings settings,
      Outbox outbox,
      Committer committer,
      Mailbox mailbox,
      Supplier<ConsumerGroupMetadata> membership) {
    this.settings = settings;
    this.outbox = outbox;
    this.committer = committer;
    this.mailbox = mailbox;
    this.membership = membership;
    this.lastStart = System.nanoTime() - settings.commitInterval().toNanos();
    this.notBefore = lastStart;
  }

  /** Starts the next commit if it is time for it. Returns at once. */
  void startIfDue() {
    if (outbox.isUnderway() || outbox.size() == 0) {
      return;
    }
    long now = System.nanoTime();
    if (!isDue(now)) {
      return;
    }
    CommitBatch batch = outbox.next(membership.get());
    if (batch != null) {
      lastStart = now;
      committer.commit(
          batch,
          outcome -> mailbox.post(() -> ended(outcome)),
          failure -> mailbox.post(() -> fault = failure));
    }
  }

  private boolean isDue(long now) {
    boolean wanted = outbox.isFull() || now - lastStart >= settings.commitInterval().toNanos();
    return wanted && now - notBefore >= 0;
  }

  private void ended(CommitOutcome outcome) {
    outbox.ended(outcome);
    if (!(outcome instanceof CommitOutcome.Committed)) {
      notBefore = System.nanoTime() + settings.commitInterval().toNanos() * INTERVALS_AFTER_FAILURE;
    }
  }

  /**
   * Fails if the commit thread has.
   *
   * @throws IllegalStateException after a fault of the engine's own on that thread
   */
  void requireWorking() {
    if (fault != null) {
      throw new IllegalStateException("commit thread has failed", fault);
    }
  }
}
