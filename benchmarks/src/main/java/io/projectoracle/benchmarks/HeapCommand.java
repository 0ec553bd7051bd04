package io.projectoracle.benchmarks;

import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.heap.HeapBenchmark;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a worker keeps. */
@Command(name = "heap", description = "A great many queries through one worker in 256 MB.")
final class HeapCommand implements Callable<Integer>, RunOptions.Benchmark {
  private static final int QUICK_QUERIES = 2_000;

  @Option(
      names = "--queries",
      paramLabel = "N",
      description = "Queries, at least 10 (default: ${DEFAULT-VALUE}).")
  int queries = 1_000_000;

  @Mixin final RunOptions run = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return run.run(List.of(this));
  }

  @Override
  public void measure(Lab lab, boolean quick) throws Exception {
    new HeapBenchmark(lab).run(quick ? QUICK_QUERIES : queries);
  }
}
