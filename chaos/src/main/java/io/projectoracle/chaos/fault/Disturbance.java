package io.projectoracle.chaos.fault;

import io.projectoracle.chaos.process.Fleet;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Disturbs the workers while the load goes on: kills one at a fixed pace. For one thread.
 *
 * @param killEvery time between two kills
 */
public record Disturbance(Fleet fleet, Duration killEvery, RandomGenerator random) {
  /** Returns when the time is over. */
  public void run(Duration duration) throws InterruptedException {
    long start = System.nanoTime();
    for (long due = killEvery.toNanos(); due < duration.toNanos(); due += killEvery.toNanos()) {
      sleepUntil(start + due);
      fleet.kill(random);
    }
    sleepUntil(start + duration.toNanos());
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    long left = nanoTime - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left).toMillis() + 1);
    }
  }
}
