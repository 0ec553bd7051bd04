package io.projectoracle.worker.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clocks, and one thread for what is to happen later. Thread-safe. */
public final class SystemTimer implements Timer, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SystemTimer.class);

  /** A deadline may lie further off than nanoseconds can count; no process lives as long. */
  private static final Duration LONGEST_DELAY = Duration.ofDays(10_000);

  private final Clock clock = Clock.systemUTC();
  private final ScheduledThreadPoolExecutor executor;

  public SystemTimer() {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "oracle-worker-timer");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Timeout schedule(Duration delay, Runnable task) {
    try {
      Duration bounded = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
      Future<?> future =
          executor.schedule(() -> run(task), Math.max(0, bounded.toNanos()), TimeUnit.NANOSECONDS);
      return () -> future.cancel(/* mayInterruptIfRunning= */ false);
    } catch (RejectedExecutionException e) {
      // After close: nothing happens later any more.
      return () -> {};
    }
  }

  /** Ends the thread; what was to happen later does not happen. */
  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("timed task failed", e);
    }
  }
}
