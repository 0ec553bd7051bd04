package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.StopSignals;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopSignalsIT {
  private static final int OWN_EXIT_CODE = 7;

  @ParameterizedTest
  @CsvSource({"TERM", "INT", "HUP"})
  void theExitCodeTellsHowTheEndWent(String signal) throws Exception {
    try (var child = child("quick")) {
      child.await("ready");

      child.signal(signal);

      assertThat(child.exitCode()).isEqualTo(OWN_EXIT_CODE);
      assertThat(child.output()).contains("farewell");
    }
  }

  @Test
  void aSecondSignalEndsAtOnce() throws Exception {
    try (var child = child("slow")) {
      child.await("ready");
      child.signal("INT");
      child.await("farewell");

      child.signal("INT");

      assertThat(child.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void aSignalBeforeAnythingRunsEndsAtOnce() throws Exception {
    try (var child = child("starting")) {
      child.await("starting");

      child.signal("TERM");

      assertThat(child.exitCode()).isEqualTo(143);
    }
  }

  private static ChildProcess child(String kind) throws Exception {
    return ChildProcess.java(
        System.getProperty("java.class.path"), StopSignalsIT.class.getName(), kind);
  }

  /** The child. */
  public static void main(String[] args) throws InterruptedException {
    var console = Console.system();
    var signals = StopSignals.listen(console, "farewell");
    if (args[0].equals("starting")) {
      console.remark("starting");
      TimeUnit.MINUTES.sleep(1);
    }
    signals.ready();
    console.remark("ready");
    if (signals.await(Duration.ofMinutes(1))) {
      TimeUnit.SECONDS.sleep(args[0].equals("slow") ? 60 : 0);
      System.exit(OWN_EXIT_CODE);
    }
  }
}
