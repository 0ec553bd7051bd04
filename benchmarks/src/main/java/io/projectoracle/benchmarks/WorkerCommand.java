package io.projectoracle.benchmarks;

import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.throughput.WorkerBenchmark;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the whole worker. */
@Command(
    name = "worker",
    description =
        "The whole worker with instant replies, beside a raw loop with the same calls, and both beside"
            + " the bare HTTP client.")
final class WorkerCommand implements Callable<Integer>, RunOptions.Benchmark {
  private static final int QUICK_QUERIES = 20_000;

  @Option(
      names = "--queries",
      paramLabel = "N",
      description = "Queries of a turn (default: ${DEFAULT-VALUE}).")
  int queries = 150_000;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Queries of a first turn that does not count (default: ${DEFAULT-VALUE}).")
  int warmUp = 800_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Turns of each side (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  @Mixin final RunOptions run = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return run.run(List.of(this));
  }

  @Override
  public void measure(Lab lab, boolean quick) throws Exception {
    new WorkerBenchmark(lab)
        .run(quick ? 0 : warmUp, quick ? QUICK_QUERIES : queries, quick ? 1 : rounds);
  }
}
