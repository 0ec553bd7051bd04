package io.projectoracle.benchmarks;

import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.throughput.EngineBenchmark;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the engine. */
@Command(
    name = "engine",
    description = "The engine with instant work, beside the raw transactional loop.")
final class EngineCommand implements Callable<Integer>, RunOptions.Benchmark {
  private static final int QUICK_RECORDS = 20_000;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Records of a turn (default: ${DEFAULT-VALUE}).")
  int records = 150_000;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Records of a first turn that does not count (default: ${DEFAULT-VALUE}).")
  int warmUp = 200_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Turns of each side (default: ${DEFAULT-VALUE}).")
  int rounds = 3;

  @Mixin final RunOptions run = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return run.run(List.of(this));
  }

  @Override
  public void measure(Lab lab, boolean quick) throws Exception {
    new EngineBenchmark(lab)
        .run(quick ? 0 : warmUp, quick ? QUICK_RECORDS : records, quick ? 1 : rounds);
  }
}
