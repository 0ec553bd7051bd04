package io.projectoracle.benchmarks;

import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.inflight.CallLoad;
import io.projectoracle.benchmarks.inflight.InFlightBenchmark;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures slow calls. */
@Command(
    name = "in-flight",
    description = {
      "A worker in 256 MB with 2,000 slow calls at a time from one partition, and with 5,000 from",
      "twelve, beside Little's law and a listener container."
    })
final class InFlightCommand implements Callable<Integer>, RunOptions.Benchmark {
  private static final int QUICK_QUERIES = 500;
  private static final CallLoad QUICK =
      new CallLoad(200, 1, Duration.ofMillis(200), Duration.ofSeconds(1));

  @Option(
      names = "--latency-ms",
      paramLabel = "N",
      description = "How long a call takes (default: ${DEFAULT-VALUE}).")
  int latencyMillis = 2_000;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long to measure each (default: ${DEFAULT-VALUE}).")
  int seconds = 20;

  @Option(
      names = "--calls",
      paramLabel = "N",
      description = "Calls at a time, from --partitions, instead of both loads.")
  @Nullable Integer calls;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of the topic for --calls (default: ${DEFAULT-VALUE}).")
  int partitions = 1;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Quick queries beforehand (default: ${DEFAULT-VALUE}).")
  int warmUpQueries = 30_000;

  @Mixin final RunOptions run = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return run.run(List.of(this));
  }

  @Override
  public void measure(Lab lab, boolean quick) throws Exception {
    new InFlightBenchmark(lab).run(loads(quick), quick ? QUICK_QUERIES : warmUpQueries);
  }

  private List<CallLoad> loads(boolean quick) {
    if (quick) {
      return List.of(QUICK);
    }
    Duration latency = Duration.ofMillis(latencyMillis);
    Duration time = Duration.ofSeconds(seconds);
    return calls == null
        ? List.of(new CallLoad(2_000, 1, latency, time), new CallLoad(5_000, 12, latency, time))
        : List.of(new CallLoad(calls, partitions, latency, time));
  }
}
