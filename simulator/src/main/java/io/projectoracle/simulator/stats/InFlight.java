package io.projectoracle.simulator.stats;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls are being served, and the most that ever were. Thread-safe. */
public final class InFlight {

  private final AtomicInteger current = new AtomicInteger();
  private final AtomicInteger max = new AtomicInteger();

  /** A call began. */
  public void begin() {
    int now = current.incrementAndGet();
    if (now > max.get()) {
      max.accumulateAndGet(now, Math::max);
    }
  }

  /** A call ended. */
  public void end() {
    current.decrementAndGet();
  }

  /** Calls being served. */
  public int current() {
    return current.get();
  }

  /** Most calls served at once since the start or the last reset. */
  public int max() {
    return max.get();
  }

  /** Starts the maximum anew from the calls being served. */
  public void resetMax() {
    max.set(current.get());
  }
}
