package io.projectoracle.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.projectoracle.contract.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The queries whose answers are awaited, at most {@code max} of them. A query leaves as soon as its
 * future is completed by whomever, so a caller who gives up makes room. Thread-safe; futures are
 * completed outside the lock.
 */
final class InFlightQueries {
  private final int max;

  @GuardedBy("this")
  private final Map<String, CompletableFuture<Answer>> futures = new HashMap<>();

  @GuardedBy("this")
  private @Nullable RuntimeException end;

  InFlightQueries(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("maxInFlight must be at least 1: " + max);
    }
    this.max = max;
  }

  /**
   * Enters a query, waiting while there is no room.
   *
   * @throws IllegalStateException if the id is in flight already
   */
  CompletableFuture<Answer> add(String id) throws InterruptedException {
    CompletableFuture<Answer> future = new CompletableFuture<>();
    synchronized (this) {
      requireNew(id);
      while (futures.size() >= max && end == null) {
        wait();
        requireNew(id);
      }
      enter(id, future);
    }
    leaveWhenDone(id, future);
    return future;
  }

  /** Enters a query even if there is no room, for callers that must not wait. */
  CompletableFuture<Answer> addAtOnce(String id) {
    CompletableFuture<Answer> future = new CompletableFuture<>();
    synchronized (this) {
      requireNew(id);
      enter(id, future);
    }
    leaveWhenDone(id, future);
    return future;
  }

  /** Completes the query of that id, if it is in flight. */
  void complete(Answer answer) {
    CompletableFuture<Answer> future = remove(answer.queryId());
    if (future != null) {
      future.complete(answer);
    }
  }

  void fail(String id, RuntimeException reason) {
    CompletableFuture<Answer> future = remove(id);
    if (future != null) {
      future.completeExceptionally(reason);
    }
  }

  /** Fails all queries in flight, and lets no other enter. */
  void end(RuntimeException reason) {
    List<CompletableFuture<Answer>> left;
    synchronized (this) {
      if (end == null) {
        end = reason;
      }
      left = List.copyOf(futures.values());
      futures.clear();
      notifyAll();
    }
    left.forEach(future -> future.completeExceptionally(reason));
  }

  synchronized int size() {
    return futures.size();
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
    futures.put(id, future);
  }

  private synchronized @Nullable CompletableFuture<Answer> remove(String id) {
    CompletableFuture<Answer> future = futures.remove(id);
    if (future != null) {
      notifyAll();
    }
    return future;
  }

  /** Covers a caller's own cancel or timeout; without effect if the query has left before. */
  private void leaveWhenDone(String id, CompletableFuture<Answer> future) {
    var unused =
        future.whenComplete(
            (answer, failure) -> {
              synchronized (this) {
                if (futures.remove(id, future)) {
                  notifyAll();
                }
              }
            });
  }
}
