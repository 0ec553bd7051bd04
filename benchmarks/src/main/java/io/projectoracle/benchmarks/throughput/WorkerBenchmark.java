package io.projectoracle.benchmarks.throughput;

import io.projectoracle.benchmarks.cluster.Installation;
import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.cluster.Model;
import io.projectoracle.benchmarks.load.Feed;
import io.projectoracle.benchmarks.process.PartProcess;
import io.projectoracle.benchmarks.report.Goal;
import io.projectoracle.benchmarks.report.Row;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole worker with a model that answers at once, beside the HTTP client that it uses, alone
 * and with the same simulator: what everything around the call costs.
 */
public final class WorkerBenchmark {
  private static final String NAME = "worker";
  private static final int PARTITIONS = 6;
  private static final int HEAP_MEGABYTES = 512;
  private static final int CALLS = 128;
  private static final double LEAST_RATIO = 0.5;

  private final Lab lab;

  public WorkerBenchmark(Lab lab) {
    this.lab = lab;
  }

  /**
   * Measures.
   *
   * @param warmUp queries and calls of each side's first turn, which does not count
   * @param count queries and calls of the others
   * @param rounds how often each side has its turn
   */
  public void run(int warmUp, int count, int rounds) throws Exception {
    try (Installation installation = lab.cluster().install("worker", PARTITIONS);
        Model model = Model.start(lab.jvms(), "none");
        PartProcess worker = lab.jvms().start("worker", HEAP_MEGABYTES);
        PartProcess client = lab.jvms().start("http-client", HEAP_MEGABYTES)) {
      try (Feed feed = lab.bulkFeed(installation)) {
        feed.publish(Math.max(warmUp, count));
      }
      var settings = lab.settings(installation, CALLS, model.endpoint());
      Supplier<Duration> others = () -> lab.cluster().usage().cpu().plus(model.usage().cpu());
      Side ours = side("worker", new ConsumingTurn(worker, settings, installation, others));
      Side theirs = side("HTTP client", new CallingTurn(client, settings, others));
      Rounds.of(rounds, warmUp, count, ours, theirs);
      report(ours, theirs);
    }
  }

  private Side side(String name, Side.Turn turn) {
    return new Side(name, turn, lab.report().progress());
  }

  private void report(Side ours, Side theirs) {
    compare(
        "worker beside the bare HTTP client",
        "queries/s",
        ours.rate(),
        theirs.rate(),
        Goal.atLeast(LEAST_RATIO));
    compare("its processor time", "µs/query", ours.cpuMicros(), theirs.cpuMicros(), null);
    compare(
        "broker's and simulator's",
        "µs/query",
        ours.othersCpuMicros(),
        theirs.othersCpuMicros(),
        null);
  }

  private void compare(String what, String unit, double ours, double theirs, @Nullable Goal goal) {
    lab.report().add(Row.compared(NAME, what, unit, ours, theirs, goal));
  }
}
