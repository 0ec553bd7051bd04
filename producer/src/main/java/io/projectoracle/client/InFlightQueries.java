package io.projectoracle.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.projectoracle.contract.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The answers that are awaited, at most {@code max} of them: by whoever submitted a query, and by
 * whoever joined an earlier one. A wait ends as soon as its future is completed by whomever, so a
 * caller who gives up makes room. Thread-safe; futures are completed outside the lock.
 */
final class InFlightQueries {
  private final int max;
  private final BooleanSupplier mustNotWait;

  /** By query id; never an empty list. */
  @GuardedBy("this")
  private final Map<String, List<CompletableFuture<Answer>>> futures = new HashMap<>();

  @GuardedBy("this")
  private int size;

  @GuardedBy("this")
  private @Nullable RuntimeException end;

  /**
   * No queries.
   *
   * @param mustNotWait whether the thread that asks must be let in even if there is no room, since
   *     nobody else could make some
   */
  InFlightQueries(int max, BooleanSupplier mustNotWait) {
    if (max < 1) {
      throw new IllegalArgumentException("maxInFlight must be at least 1: " + max);
    }
    this.max = max;
    this.mustNotWait = mustNotWait;
  }

  /**
   * Enters a query, waiting while there is no room.
   *
   * @throws IllegalStateException if the id is in flight already
   * @throws InterruptException if the thread was interrupted while it waited; its flag is set
   */
  CompletableFuture<Answer> add(String id) {
    boolean wait = !mustNotWait.getAsBoolean();
    CompletableFuture<Answer> future = new CompletableFuture<>();
    synchronized (this) {
      requireNew(id);
      if (wait) {
        awaitRoom();
        requireNew(id);
      }
      enter(id, future);
    }
    leaveWhenDone(id, future);
    return future;
  }

  /**
   * Awaits the answer of a query beside those who do already; waits while there is no room.
   *
   * @throws InterruptException if the thread was interrupted while it waited; its flag is set
   */
  CompletableFuture<Answer> join(String id) {
    boolean wait = !mustNotWait.getAsBoolean();
    CompletableFuture<Answer> future = new CompletableFuture<>();
    synchronized (this) {
      if (wait) {
        awaitRoom();
      }
      enter(id, future);
    }
    leaveWhenDone(id, future);
    return future;
  }

  /** Completes everyone who awaits that answer. */
  void complete(Answer answer) {
    List<CompletableFuture<Answer>> awaiting;
    synchronized (this) {
      awaiting = futures.remove(answer.queryId());
      if (awaiting == null) {
        return;
      }
      size -= awaiting.size();
      notifyAll();
    }
    awaiting.forEach(future -> future.complete(answer));
  }

  /** Lets no other enter from now on; those in flight stay. */
  synchronized void refuse(RuntimeException reason) {
    if (end == null) {
      end = reason;
    }
    notifyAll();
  }

  /** Fails all that are in flight, and lets no other enter. */
  void end(RuntimeException reason) {
    List<CompletableFuture<Answer>> left = new ArrayList<>();
    synchronized (this) {
      refuse(reason);
      futures.values().forEach(left::addAll);
      futures.clear();
      size = 0;
    }
    left.forEach(future -> future.completeExceptionally(reason));
  }

  /** Waits until nothing is in flight, or the time is over. */
  synchronized void awaitEmpty(Duration timeout) throws InterruptedException {
    long start = System.nanoTime();
    while (size > 0) {
      long leftNanos = timeout.toNanos() - (System.nanoTime() - start);
      if (leftNanos <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    }
  }

  synchronized int size() {
    return size;
  }

  @GuardedBy("this")
  private void awaitRoom() {
    try {
      while (size >= max && end == null) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e); // Restores the flag.
    }
  }

  @GuardedBy("this")
  private void requireNew(String id) {
    if (futures.containsKey(id)) {
      throw new IllegalStateException("query id is already in flight: " + id);
    }
  }

  @GuardedBy("this")
  private void enter(String id, CompletableFuture<Answer> future) {
    if (end != null) {
      throw new IllegalStateException(end.getMessage(), end);
    }
    futures.computeIfAbsent(id, each -> new ArrayList<>(1)).add(future);
    size++;
  }

  /** Covers whoever completes the future but us; without effect if the wait has ended before. */
  private void leaveWhenDone(String id, CompletableFuture<Answer> future) {
    var unused = future.whenComplete((answer, failure) -> leave(id, future));
  }

  private synchronized void leave(String id, CompletableFuture<Answer> future) {
    List<CompletableFuture<Answer>> awaiting = futures.get(id);
    if (awaiting != null && awaiting.removeIf(each -> each == future)) {
      size--;
      if (awaiting.isEmpty()) {
        futures.remove(id);
      }
      notifyAll();
    }
  }
}
