package io.projectoracle.worker.engine;

import java.time.Duration;

/** Whether the engine is to end, and until when its drain may last. Thread-safe. */
final class StopSignal {
  private final Duration drainTimeout;

  /** Set before {@link #given}. */
  private volatile long deadline;

  private volatile boolean given;

  StopSignal(Duration drainTimeout) {
    this.drainTimeout = drainTimeout;
  }

  /** Asks the engine to end; asking again does not give it more time. */
  synchronized void give() {
    if (!given) {
      deadline = System.nanoTime() + drainTimeout.toNanos();
      given = true;
    }
  }

  boolean isGiven() {
    return given;
  }

  /** Whether it was given, and the time for a drain is over since. */
  boolean isOver() {
    return given && System.nanoTime() - deadline >= 0;
  }
}
