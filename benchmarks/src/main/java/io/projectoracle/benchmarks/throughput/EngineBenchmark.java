package io.projectoracle.benchmarks.throughput;

import io.projectoracle.benchmarks.cluster.Installation;
import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.load.Feed;
import io.projectoracle.benchmarks.process.PartProcess;
import io.projectoracle.benchmarks.report.Goal;
import io.projectoracle.benchmarks.report.Row;
import org.jspecify.annotations.Nullable;

/**
 * The engine with work that is done at once, beside the plain transactional loop: what the freedom
 * to finish in any order costs. And, without a demand, the same with all the JSON of queries,
 * answers and usage events.
 */
public final class EngineBenchmark {
  private static final String NAME = "engine";
  private static final int PARTITIONS = 6;
  private static final int HEAP_MEGABYTES = 512;

  /** In flight from their start to their commit: some transactions' worth. */
  private static final int IN_FLIGHT = 4_000;

  /** Nobody is there, and nobody asks. */
  private static final String NO_ENDPOINT = "http://127.0.0.1:1/v1";

  private static final double LEAST_RATIO = 0.6;

  private final Lab lab;

  public EngineBenchmark(Lab lab) {
    this.lab = lab;
  }

  /**
   * Measures.
   *
   * @param warmUp records of each side's first turn, which does not count
   * @param count records of the others
   * @param rounds how often each side has its turn
   */
  public void run(int warmUp, int count, int rounds) throws Exception {
    try (Installation installation = lab.cluster().install("engine", PARTITIONS);
        PartProcess engine = lab.jvms().start("engine", HEAP_MEGABYTES);
        PartProcess raw = lab.jvms().start("raw-loop", HEAP_MEGABYTES);
        PartProcess query = lab.jvms().start("query-work", HEAP_MEGABYTES)) {
      try (Feed feed = lab.bulkFeed(installation)) {
        feed.publish(Math.max(warmUp, count));
      }
      Side ours = side("engine", engine, installation);
      Side theirs = side("raw loop", raw, installation);
      Side json = side("engine with JSON", query, installation);
      Rounds.of(rounds, warmUp, count, ours, theirs, json);
      report(ours, theirs, json);
    }
  }

  private Side side(String name, PartProcess part, Installation installation) {
    var settings = lab.settings(installation, IN_FLIGHT, NO_ENDPOINT);
    return new Side(
        name,
        new ConsumingTurn(part, settings, installation, () -> lab.cluster().usage().cpu()),
        lab.report().progress());
  }

  private void report(Side ours, Side theirs, Side json) {
    compare(
        "engine beside the raw transactional loop",
        "records/s",
        ours.rate(),
        theirs.rate(),
        Goal.atLeast(LEAST_RATIO));
    compare("its processor time", "µs/record", ours.cpuMicros(), theirs.cpuMicros(), null);
    compare("the broker's", "µs/record", ours.othersCpuMicros(), theirs.othersCpuMicros(), null);
    compare(
        "with the JSON of queries, beside the same", "queries/s", json.rate(), theirs.rate(), null);
    compare("its processor time", "µs/query", json.cpuMicros(), theirs.cpuMicros(), null);
  }

  private void compare(String what, String unit, double ours, double theirs, @Nullable Goal goal) {
    lab.report().add(Row.compared(NAME, what, unit, ours, theirs, goal));
  }
}
