package io.projectoracle.chaos;

import io.projectoracle.chaos.watch.OpenQueries;
import java.time.Duration;
import java.util.function.Consumer;

/** Says now and then how many queries are answered. One thread of its own. */
final class Ticker implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final OpenQueries open;
  private final Consumer<String> progress;
  private final Thread thread = new Thread(this::run, "oracle-chaos-ticker");

  Ticker(OpenQueries open, Consumer<String> progress) {
    this.open = open;
    this.progress = progress;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Says it a last time. */
  @Override
  public void close() {
    thread.interrupt();
    say();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL.toMillis());
        say();
      }
    } catch (InterruptedException e) {
      // Only close() interrupts.
    }
  }

  private void say() {
    int accepted = open.accepted();
    progress.accept(accepted + " accepted, " + (accepted - open.open()) + " answered");
  }
}
