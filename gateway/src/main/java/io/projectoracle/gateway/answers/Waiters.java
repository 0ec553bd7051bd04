package io.projectoracle.gateway.answers;

import io.projectoracle.gateway.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Those who wait for an answer, by query. No thread waits. Bounded. Thread-safe. */
final class Waiters {
  private final int max;
  private final AtomicInteger size = new AtomicInteger();

  /** Lists are changed only within {@code compute}. */
  private final Map<QueryName, List<CompletableFuture<Finding>>> waiting =
      new ConcurrentHashMap<>();

  private volatile boolean released;

  Waiters(int max) {
    this.max = max;
  }

  /**
   * Waits.
   *
   * @throws RefusedException if as many wait as may
   */
  CompletableFuture<Finding> add(QueryName name) {
    if (size.incrementAndGet() > max) {
      size.decrementAndGet();
      throw RefusedException.unavailable(
          "as many requests wait as may at a time: " + max, Duration.ofSeconds(1));
    }
    var waiter = new CompletableFuture<Finding>();
    waiting.compute(
        name,
        (same, others) -> {
          var all = others == null ? new ArrayList<CompletableFuture<Finding>>() : others;
          all.add(waiter);
          return all;
        });
    if (released) {
      waiter.complete(new Finding.Pending());
    }
    return waiter;
  }

  /** To be called once for each that was added. */
  void remove(QueryName name, CompletableFuture<Finding> waiter) {
    size.decrementAndGet();
    waiting.computeIfPresent(
        name,
        (same, all) -> {
          all.removeIf(each -> each == waiter);
          return all.isEmpty() ? null : all;
        });
  }

  void complete(QueryName name, Finding finding) {
    List<CompletableFuture<Finding>> all = waiting.remove(name);
    if (all != null) {
      all.forEach(each -> each.complete(finding));
    }
  }

  /** Lets everybody go without an answer; from now on nobody waits. */
  void releaseAll() {
    released = true;
    waiting.keySet().forEach(name -> complete(name, new Finding.Pending()));
  }

  int size() {
    return size.get();
  }
}
