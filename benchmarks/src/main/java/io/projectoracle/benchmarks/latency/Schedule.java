package io.projectoracle.benchmarks.latency;

import io.projectoracle.benchmarks.load.Feed;
import java.util.concurrent.locks.LockSupport;

/**
 * When each query is due. A delay counts from then, however late the query was really sent: so a
 * stall is seen by all that would have been asked meanwhile, which is the correction for
 * coordinated omission.
 */
final class Schedule {
  private final int first;
  private final int rate;
  private final int count;
  private final long start = System.nanoTime();

  /**
   * @param first number of the first query
   * @param rate queries in a second
   */
  Schedule(int first, int rate, int count) {
    this.first = first;
    this.rate = rate;
    this.count = count;
  }

  int count() {
    return count;
  }

  long dueAt(int number) {
    return start + (number - first) * 1_000_000_000L / rate;
  }

  /** Publishes all of them, each when it is due. */
  void run(Feed feed) {
    for (int number = first; number < first + count; number++) {
      long wait = dueAt(number) - System.nanoTime();
      while (wait > 0) {
        LockSupport.parkNanos(wait);
        wait = dueAt(number) - System.nanoTime();
      }
      feed.next();
    }
  }
}
