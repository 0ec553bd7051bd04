package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.chaos.check.Report;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chaos itself is put to the test: it must see what a mistake in the engine leads to. */
@Tag("slow")
@Isolated("survivors must take over in time")
class PlantedBugsIT {
  @ParameterizedTest
  @EnumSource
  void chaosFailsWithAPlantedBug(PlantedBug bug, @TempDir Path folder) throws Exception {
    Report report = new ChaosTrial().run(bug.plant(folder), folder.resolve("history"));

    assertThat(report.verdict()).as(report::toString).isEqualTo(Report.FAIL);
    assertThat(report.lost() + report.duplicates()).as(report::toString).isPositive();
  }
}
