package io.projectoracle.benchmarks;

import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.latency.LatencyBenchmark;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how long an answer takes. */
@Command(
    name = "latency",
    description = {
      "From submitting a query to its answer's being visible, without the time of the model, beside a",
      "raw echo under the same rule of transactions."
    })
final class LatencyCommand implements Callable<Integer>, RunOptions.Benchmark {
  @Option(
      names = "--rates",
      paramLabel = "N",
      split = ",",
      description = "Queries in a second (default: ${DEFAULT-VALUE}).")
  List<Integer> rates = List.of(50, 500, 1_000);

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = "Turns of each side at each rate (default: ${DEFAULT-VALUE}).")
  int turns = 3;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long a turn is (default: ${DEFAULT-VALUE}).")
  int seconds = 6;

  @Option(
      names = "--model-ms",
      paramLabel = "N",
      description = "How long the model takes (default: ${DEFAULT-VALUE}).")
  int modelMillis = 100;

  @Mixin final RunOptions run = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return run.run(List.of(this));
  }

  @Override
  public void measure(Lab lab, boolean quick) throws Exception {
    new LatencyBenchmark(lab)
        .run(
            quick ? List.of(50) : rates,
            quick ? 1 : turns,
            Duration.ofSeconds(quick ? 1 : seconds),
            Duration.ofMillis(modelMillis));
  }
}
