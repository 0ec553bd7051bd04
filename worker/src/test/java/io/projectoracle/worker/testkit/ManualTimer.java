package io.projectoracle.worker.testkit;

import io.projectoracle.worker.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A timer whose time passes only when told to. Confined to the test's thread. */
public final class ManualTimer implements Timer {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
  private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
  // Close to overflow, as a monotonic clock may be.
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(90).toNanos();
  private long elapsed;
  private long number;

  @Override
  public Instant now() {
    return start.plusNanos(elapsed);
  }

  @Override
  public long nanoTime() {
    return ORIGIN + elapsed;
  }

  @Override
  public Timeout schedule(Duration delay, Runnable task) {
    Task scheduled = new Task(elapsed + Math.max(0, delay.toNanos()), number++, task);
    tasks.add(scheduled);
    return () -> tasks.remove(scheduled);
  }

  /** Lets time pass, running what falls due on the way at its own instant. */
  public void advance(Duration duration) {
    long until = elapsed + duration.toNanos();
    while (!tasks.isEmpty() && tasks.element().at() <= until) {
      Task due = tasks.remove();
      elapsed = due.at();
      due.task().run();
    }
    elapsed = until;
  }

  /** Tasks that are still to run. */
  public int scheduled() {
    return tasks.size();
  }

  private record Task(long at, long number, Runnable task) {}
}
