package io.projectoracle.worker.time;

import java.time.Duration;
import java.time.Instant;

/** Tells time and calls back later. Thread-safe. */
public interface Timer {
  /** The wall clock: for timestamps and deadlines, never for intervals. */
  Instant now();

  /** The monotonic clock, in nanoseconds from an arbitrary origin: for intervals. */
  long nanoTime();

  /**
   * Runs a task once, after {@code delay}, on a thread of the timer. The task must not block.
   *
   * @return the way to call it off
   */
  Timeout schedule(Duration delay, Runnable task);

  /** A task that has been scheduled. */
  interface Timeout {
    /** Calls the task off, unless it has begun. */
    void cancel();
  }
}
