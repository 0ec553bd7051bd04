package io.projectoracle.benchmarks;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures everything, each with its defaults. */
@Command(name = "all", description = "All benchmarks with their defaults, some ten minutes.")
final class AllCommand implements Callable<Integer> {
  @Mixin final RunOptions run = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return run.run(
        List.of(
            new EngineCommand(),
            new WorkerCommand(),
            new InFlightCommand(),
            new LatencyCommand(),
            new HeapCommand()));
  }
}
