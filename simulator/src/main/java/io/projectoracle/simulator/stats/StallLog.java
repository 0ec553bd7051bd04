package io.projectoracle.simulator.stats;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.List;

/** The latest stalls and how many there were. Thread-safe. */
public final class StallLog {

  private static final int KEPT = 1_000;

  private final Object lock = new Object();

  @GuardedBy("lock")
  private final ArrayDeque<Stall> latest = new ArrayDeque<>();

  @GuardedBy("lock")
  private long count;

  /** Notes one stall; the oldest beyond 1,000 is forgotten. */
  public void add(Stall stall) {
    synchronized (lock) {
      count++;
      if (latest.size() == KEPT) {
        latest.removeFirst();
      }
      latest.addLast(stall);
    }
  }

  /** The latest stalls, oldest first. */
  public List<Stall> latest() {
    synchronized (lock) {
      return List.copyOf(latest);
    }
  }

  /** All stalls so far. */
  public long count() {
    synchronized (lock) {
      return count;
    }
  }

  /** Forgets all. */
  public void clear() {
    synchronized (lock) {
      latest.clear();
      count = 0;
    }
  }
}
