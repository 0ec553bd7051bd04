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
 * The whole worker with a model that answers at once, beside the least that a worker has to do: a
 * transactional loop that makes the same calls. And both beside the HTTP client alone: what
 * everything around the call costs.
 */
public final class WorkerBenchmark {
  private static final String NAME = "worker";
  private static final int PARTITIONS = 6;
  private static final int HEAP_MEGABYTES = 512;
  private static final int CALLS = 128;
  private static final double LEAST_OF_RAW_LOOP = 0.6;
  private static final double LEAST_OF_BARE_CLIENT = 0.5;

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
        PartProcess raw = lab.jvms().start("raw-calls", HEAP_MEGABYTES);
        PartProcess calls = lab.jvms().start("http-client", HEAP_MEGABYTES)) {
      try (Feed feed = lab.bulkFeed(installation)) {
        feed.publish(Math.max(warmUp, count));
      }
      var settings = lab.settings(installation, CALLS, model.endpoint());
      Supplier<Duration> others = () -> lab.cluster().usage().cpu().plus(model.usage().cpu());
      Side ours = side("worker", new ConsumingTurn(worker, settings, installation, others));
      Side least = side("raw calls", new ConsumingTurn(raw, settings, installation, others));
      Side client = side("HTTP client", new CallingTurn(calls, settings, others));
      Rounds.of(rounds, warmUp, count, ours, least, client);
      report(ours, least, client);
    }
  }

  private Side side(String name, Side.Turn turn) {
    return new Side(name, turn, lab.report().progress());
  }

  private void report(Side ours, Side least, Side client) {
    compare(
        "worker beside a raw loop with calls",
        "queries/s",
        ours.rate(),
        least.rate(),
        Goal.atLeast(LEAST_OF_RAW_LOOP));
    compare("its processor time", "µs/query", ours.cpuMicros(), least.cpuMicros(), null);
    compare(
        "broker's and simulator's",
        "µs/query",
        ours.othersCpuMicros(),
        least.othersCpuMicros(),
        null);
    compare(
        "worker beside the bare HTTP client",
        "queries/s",
        ours.rate(),
        client.rate(),
        Goal.atLeast(LEAST_OF_BARE_CLIENT));
    compare("the raw loop beside the same", "queries/s", least.rate(), client.rate(), null);
    compare("its processor time", "µs/query", least.cpuMicros(), client.cpuMicros(), null);
    compare(
        "broker's and simulator's",
        "µs/query",
        least.othersCpuMicros(),
        client.othersCpuMicros(),
        null);
  }

  private void compare(String what, String unit, double ours, double theirs, @Nullable Goal goal) {
    lab.report().add(Row.compared(NAME, what, unit, ours, theirs, goal));
  }
}
