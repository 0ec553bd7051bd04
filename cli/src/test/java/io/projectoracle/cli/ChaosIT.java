package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.chaos.ChaosSettings;
import io.projectoracle.chaos.check.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A short run of chaos; longer ones are a matter of the command. */
@Isolated("survivors must take over in time")
class ChaosIT {
  @Test
  void workersThatAreKilledAndStoppedLoseNothingAndRepeatNothingWithoutExcuse(@TempDir Path folder)
      throws Exception {
    ChaosTrial trial = new ChaosTrial();
    Report report = trial.run(folder.resolve("history"));

    assertThat(report.problems()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Report.PASS);
    assertThat(report.kills()).isPositive();
    assertThat(report.calls()).isPositive();
    assertThat(trial.unpacked())
        .as("files that killed processes leave behind")
        .isNotEmpty()
        .noneMatch(Files::exists);
    assertThat(folder.resolve("history/tmp")).doesNotExist();
  }

  @Test
  @Tag("slow")
  void aClusterOfTheUsersIsUsedAndLeftAsItWas(@TempDir Path folder) throws Exception {
    try (var oracle = new TestInstallation(1)) {
      Set<String> topics = oracle.admin().listTopics().names().get(2, TimeUnit.MINUTES);

      Report report =
          new ChaosTrial()
              .run(
                  new ChaosSettings.OwnCluster(oracle.servers(), Map.of(), null),
                  folder.resolve("history"));

      assertThat(report.problems()).isEmpty();
      assertThat(report.verdict()).isEqualTo(Report.PASS);
      assertThat(report.kills()).isPositive();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> oracle.admin().listTopics().names().get(2, TimeUnit.MINUTES).equals(topics));
    }
  }
}
