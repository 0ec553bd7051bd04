package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.chaos.check.Report;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A short run of chaos; longer ones are a matter of the command. */
@Isolated("survivors must take over in time")
class ChaosIT {
  @Test
  void workersThatAreKilledAndStoppedLoseNothingAndRepeatNothingWithoutExcuse(@TempDir Path folder)
      throws Exception {
    Report report = new ChaosTrial().run(folder.resolve("history"));

    assertThat(report.problems()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Report.PASS);
    assertThat(report.kills()).isPositive();
    assertThat(report.calls()).isPositive();
  }
}
