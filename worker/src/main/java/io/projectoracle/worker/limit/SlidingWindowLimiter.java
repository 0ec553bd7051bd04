package io.projectoracle.worker.limit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.projectoracle.worker.time.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one worker: calls at once, and calls in any span of a period. Thread-safe; every method
 * is a few steps under one lock.
 *
 * <p>A permit is free, granted, or cooling for one period after its use. Since it counts as used
 * when the endpoint's reply begins, the endpoint, which counts the request's arrival before that,
 * never sees more than the limit in any window of its own clock. Exact, not a bucket: cooling ends
 * are kept one by one, at most as many as there are permits.
 */
public final class SlidingWindowLimiter implements CallLimiter {
  private final @Nullable RateLimit rate;
  private final int concurrentCalls;
  private final Timer timer;

  @GuardedBy("this")
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();

  /** Ends of cooling, by the monotonic clock; in order, since the period is the same for all. */
  @GuardedBy("this")
  private final ArrayDeque<Long> cooling = new ArrayDeque<>();

  /** Permits granted whose period has not begun. */
  @GuardedBy("this")
  private int granted;

  /** Calls that are running. */
  @GuardedBy("this")
  private int running;

  @GuardedBy("this")
  private long heldOffUntil;

  @GuardedBy("this")
  private Timer.@Nullable Timeout wakeUp;

  /**
   * @param rate calls per period; unlimited if absent
   * @param concurrentCalls calls at once, at least 1
   */
  public SlidingWindowLimiter(@Nullable RateLimit rate, int concurrentCalls, Timer timer) {
    if (concurrentCalls < 1) {
      throw new IllegalArgumentException("concurrentCalls must be at least 1: " + concurrentCalls);
    }
    this.rate = rate;
    this.concurrentCalls = concurrentCalls;
    this.timer = timer;
    this.heldOffUntil = timer.nanoTime();
  }

  @Override
  public Request acquire(Consumer<Permit> grantee) {
    Waiting waiting = new Waiting(grantee);
    synchronized (this) {
      queue.add(waiting);
    }
    grantWhatIsFree();
    return waiting;
  }

  @Override
  public void holdOff(Duration delay) {
    synchronized (this) {
      long until = timer.nanoTime() + delay.toNanos();
      if (until - heldOffUntil > 0) {
        heldOffUntil = until;
      }
    }
  }

  /** Requests that wait. */
  public synchronized int waiting() {
    return queue.size();
  }

  /** Calls that run. */
  public synchronized int running() {
    return running;
  }

  private void grantWhatIsFree() {
    List<Waiting> grantees = new ArrayList<>();
    synchronized (this) {
      long now = timer.nanoTime();
      while (!cooling.isEmpty() && cooling.getFirst() - now <= 0) {
        cooling.removeFirst();
      }
      while (!queue.isEmpty() && nanosToWait(now) == 0) {
        granted++;
        running++;
        grantees.add(queue.removeFirst());
      }
      wakeUpWhenSomethingIsFree(now);
    }
    // Outside the lock: what a grantee does is its own affair.
    for (Waiting grantee : grantees) {
      grantee.grantee.accept(new GrantedPermit());
    }
  }

  /** Zero if a call may start now; -1 if only another call's end can help. */
  @GuardedBy("this")
  private long nanosToWait(long now) {
    if (running >= concurrentCalls) {
      return -1;
    }
    long wait = Math.max(0, heldOffUntil - now);
    if (rate == null || granted + cooling.size() < rate.permits()) {
      return wait;
    }
    return cooling.isEmpty() ? -1 : Math.max(wait, cooling.getFirst() - now);
  }

  @GuardedBy("this")
  private void wakeUpWhenSomethingIsFree(long now) {
    if (wakeUp != null) {
      wakeUp.cancel();
      wakeUp = null;
    }
    long wait = queue.isEmpty() ? -1 : nanosToWait(now);
    if (wait > 0) {
      wakeUp = timer.schedule(Duration.ofNanos(wait), this::grantWhatIsFree);
    }
  }

  private final class Waiting implements Request {
    private final Consumer<Permit> grantee;

    Waiting(Consumer<Permit> grantee) {
      this.grantee = grantee;
    }

    @Override
    public void withdraw() {
      synchronized (SlidingWindowLimiter.this) {
        queue.remove(this);
      }
    }
  }

  private final class GrantedPermit implements Permit {
    private boolean used;
    private boolean closed;

    @Override
    public void used() {
      synchronized (SlidingWindowLimiter.this) {
        if (used || closed) {
          return;
        }
        used = true;
        granted--;
        if (rate != null) {
          cooling.addLast(timer.nanoTime() + rate.period().toNanos());
        }
      }
    }

    @Override
    public void close() {
      synchronized (SlidingWindowLimiter.this) {
        if (closed) {
          return;
        }
        closed = true;
        running--;
        if (!used) {
          granted--;
        }
      }
      grantWhatIsFree();
    }
  }
}
