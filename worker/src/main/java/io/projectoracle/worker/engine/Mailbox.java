package io.projectoracle.worker.engine;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What other threads want done on the poll thread. Posting is thread-safe and never blocks; its
 * length is bounded by what is in flight, since nothing else posts.
 */
final class Mailbox {
  private static final long GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final LinkedBlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();
  private final StopSignal stop;

  /**
   * @param stop given when a wait is interrupted
   */
  Mailbox(StopSignal stop) {
    this.stop = stop;
  }

  void post(Runnable letter) {
    letters.add(letter);
  }

  /** Does what has been asked for. Poll thread only. */
  void work() {
    for (Runnable letter = letters.poll(); letter != null; letter = letters.poll()) {
      letter.run();
    }
  }

  /** As {@link #work}, but waits for the first letter. Poll thread only. */
  void workOrWait(Duration longest) {
    await(longest, 0);
  }

  /**
   * As {@link #workOrWait}, and then a moment for those that follow: under load they do, and else
   * their senders, the event loops, would have to wake this thread for each. Poll thread only.
   */
  void workOrGather(Duration longest) {
    await(longest, GATHER_NANOS);
  }

  private void await(Duration longest, long gatherNanos) {
    try {
      Runnable first = letters.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
      if (first != null) {
        LockSupport.parkNanos(gatherNanos);
        first.run();
        work();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.give();
    }
  }
}
