package io.projectoracle.client;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waits whose deadline has passed without an answer. As many as are in flight. The wall
 * clock is asked once, when a wait begins: later steps of it move nothing. Thread-safe.
 */
final class AnswerDeadlines {
  /** Keeps the sum of two waits in range of nanoseconds; nobody waits that long. */
  private static final Duration MAX_WAIT = Duration.ofDays(36_500);

  private final @Nullable Duration grace;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final long originNanos;
  private final AtomicLong sequence = new AtomicLong();
  private final ConcurrentSkipListSet<Expiry> expiries =
      new ConcurrentSkipListSet<>(
          Comparator.comparingLong(Expiry::nanos).thenComparingLong(Expiry::sequence));

  /**
   * The deadlines of one client.
   *
   * @param grace what an answer may take beyond the deadline to arrive; null if nothing ever ends
   *     here
   */
  AnswerDeadlines(@Nullable Duration grace, InstantSource clock, LongSupplier nanoTime) {
    this.grace = grace;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.originNanos = nanoTime.getAsLong();
  }

  /** Ends that wait at the query's deadline and the grace, if it has a deadline. */
  void watch(Query query, CompletableFuture<Answer> future) {
    Instant deadline = query.deadline();
    if (deadline == null || grace == null) {
      return;
    }
    // A deadline in the past leaves the worker the grace to say so.
    Duration wait = bounded(Duration.between(clock.instant(), deadline)).plus(bounded(grace));
    var expiry =
        new Expiry(
            now() + wait.toNanos(), sequence.getAndIncrement(), query.id(), deadline, future);
    expiries.add(expiry);
    var unused = future.whenComplete((answer, failure) -> expiries.remove(expiry));
  }

  /** The time until {@link #expire} has something to do. */
  Duration untilNext(Duration atMost) {
    for (Expiry next : expiries) {
      Duration wait = bounded(Duration.ofNanos(next.nanos() - now()));
      return wait.compareTo(atMost) < 0 ? wait : atMost;
    }
    return atMost;
  }

  /** Fails the futures whose time has come. */
  void expire() {
    long now = now();
    for (Expiry expiry : expiries) {
      if (expiry.nanos() > now) {
        return;
      }
      // Its completion takes it out of the set.
      expiry
          .future()
          .completeExceptionally(new QueryExpiredException(expiry.id(), expiry.deadline()));
    }
  }

  private long now() {
    return nanoTime.getAsLong() - originNanos;
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
  }

  private record Expiry(
      long nanos, long sequence, String id, Instant deadline, CompletableFuture<Answer> future) {}
}
