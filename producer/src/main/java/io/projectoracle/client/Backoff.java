package io.projectoracle.client;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: doubled each time up to a bound, each between half and all of that, so
 * that those who failed together do not come back together.
 */
record Backoff(Duration first, Duration max, Supplier<RandomGenerator> random) {

  /** The pause after that many attempts have failed. */
  Duration after(int failed) {
    long nanos = Math.min(first.toNanos(), max.toNanos());
    for (int i = 1; i < failed && nanos < max.toNanos(); i++) {
      nanos = Math.min(2 * nanos, max.toNanos());
    }
    return Duration.ofNanos(nanos / 2 + random.get().nextLong(nanos / 2 + 1));
  }
}
