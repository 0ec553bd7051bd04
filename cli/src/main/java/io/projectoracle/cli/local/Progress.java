package io.projectoracle.cli.local;

import io.projectoracle.cli.console.Console;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a run gets on: one line that changes on a terminal, otherwise a line every few seconds.
 * Also flushes the answers and looks after the worker in the same rhythm.
 */
final class Progress implements AutoCloseable {
  private static final long TICK_MILLIS = 250;
  private static final int TICKS_PER_LINE = 20;
  private static final String BACK_TO_START = "\r\u001b[K";

  private final Console console;
  private final Tally tally;
  private final Runnable chores;
  private final ScheduledExecutorService executor;
  private @Nullable ScheduledFuture<?> ticking;
  private long ticks;

  Progress(Console console, Tally tally, Runnable chores) {
    this.console = console;
    this.tally = tally;
    this.chores = chores;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "oracle-run-progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    ticking =
        executor.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Removes the changing line. */
  @Override
  public void close() {
    if (ticking != null) {
      ticking.cancel(/* mayInterruptIfRunning= */ false);
    }
    executor.shutdown();
    try {
      if (executor.awaitTermination(1, TimeUnit.SECONDS) && console.terminal()) {
        console.err().print(BACK_TO_START);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    ticks++;
    if (console.terminal()) {
      console.err().print(BACK_TO_START + line(tally.now()));
    } else if (ticks % TICKS_PER_LINE == 0) {
      console.remark(line(tally.now()));
    }
    try {
      chores.run();
    } catch (RuntimeException e) {
      tally.fail(e);
    }
  }

  private static String line(Tally.Count count) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d queries ended, %,d not answered, %.1f/s",
        count.ended(),
        count.submitted(),
        count.notAnswered(),
        count.perSecond());
  }
}
