package io.projectoracle.cli.process;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.StopSignals;
import java.time.Duration;

/** Runs a part in the foreground until it is told to stop. */
public record ForegroundProcess(Console console, Part part) {
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  /**
   * Returns when the part was told to stop and has ended.
   *
   * @return how many records were given up because they outlasted the drain
   * @throws IllegalStateException if the part's work ended by itself
   */
  public int run(Keys keys) throws InterruptedException {
    var stop =
        StopSignals.listen(console, "stopping: finishing what is in flight; Ctrl-C again ends now");
    // A part is at work before its application has started: then it is stopped as soon as it has.
    stop.ready();
    Part.Ending ending;
    try (var running = part.start(keys)) {
      ending = part.ending(running);
      while (!stop.await(CHECK_INTERVAL)) {
        Throwable failure = part.failure(running);
        if (failure != null) {
          throw new IllegalStateException(part + " ended: " + failure.getMessage(), failure);
        }
      }
    }
    return ending.cutShort();
  }
}
