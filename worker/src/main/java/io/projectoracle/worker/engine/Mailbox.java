package io.projectoracle.worker.engine;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What other threads want done on the poll thread. Posting is thread-safe and never blocks; its
 * length is bounded by what is in flight, since nothing else posts.
 */
final class Mailbox {
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
    try {
      Runnable first = letters.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
      if (first != null) {
        first.run();
        work();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.give();
    }
  }
}
