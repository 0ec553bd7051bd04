package io.projectoracle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the harness works: broker, simulator and all sides in JVMs of their own. */
@Tag("slow") // Half a minute each where others work, for five JVMs.
final class BenchmarksIT {
  @ParameterizedTest
  @ValueSource(strings = {"engine", "worker"})
  void aQuickRunMeasuresAllSides(String benchmark, @TempDir Path folder) {
    Path json = folder.resolve("results.json");

    int exitCode =
        new CommandLine(new Benchmarks()).execute(benchmark, "--quick", "--json", json.toString());

    assertThat(exitCode).isZero();
    JsonNode results = JsonMapper.shared().readTree(json).path("results");
    assertThat(results).isNotEmpty();
    for (JsonNode result : results) {
      assertThat(result.path("ours").asDouble()).isPositive();
      assertThat(result.path("reference").asDouble()).isPositive();
    }
  }
}
