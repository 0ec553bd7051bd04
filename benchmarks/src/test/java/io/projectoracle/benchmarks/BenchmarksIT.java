package io.projectoracle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the harness works: broker, engine and raw loop in JVMs of their own. */
@Tag("slow") // Half a minute where others work, for five JVMs.
final class BenchmarksIT {
  @Test
  void aQuickRunMeasuresBothSides(@TempDir Path folder) {
    Path json = folder.resolve("results.json");

    int exitCode =
        new CommandLine(new Benchmarks()).execute("engine", "--quick", "--json", json.toString());

    assertThat(exitCode).isZero();
    JsonNode result = JsonMapper.shared().readTree(json).path("results").path(0);
    assertThat(result.path("ours").asDouble()).isPositive();
    assertThat(result.path("reference").asDouble()).isPositive();
  }
}
