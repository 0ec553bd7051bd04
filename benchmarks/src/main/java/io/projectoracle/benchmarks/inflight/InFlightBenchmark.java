package io.projectoracle.benchmarks.inflight;

import io.projectoracle.benchmarks.cluster.Installation;
import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.cluster.Model;
import io.projectoracle.benchmarks.load.Feed;
import io.projectoracle.benchmarks.process.PartProcess;
import io.projectoracle.benchmarks.process.Usage;
import io.projectoracle.benchmarks.report.Goal;
import io.projectoracle.benchmarks.report.Row;
import java.time.Duration;

/**
 * Slow calls, many at a time: Little's law says how many queries are answered in a second if all
 * the calls that may be in flight are, all the while. A worker in a small heap, beside a listener
 * container.
 */
public final class InFlightBenchmark {
  private static final String NAME = "in-flight";
  private static final int HEAP_MEGABYTES = 256;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final double LEAST_RATIO = 0.95;

  /** The members' start, and the first calls, which all begin and end together. */
  private static final int WARM_UP_CALLS = 3;

  private final Lab lab;

  public InFlightBenchmark(Lab lab) {
    this.lab = lab;
  }

  /** Measures both sides under a load. */
  public void run(CallLoad load) throws Exception {
    try (Model model = Model.start(lab.jvms(), "fixed:" + load.latency().toMillis() + "ms")) {
      Outcome ours = measure("worker", load, model);
      Outcome theirs = measure("listener", load, model);
      report(load, ours, theirs);
    }
  }

  private Outcome measure(String side, CallLoad load, Model model) throws Exception {
    String prefix = NAME + "-" + load.partitions() + "-" + side;
    try (Installation installation = lab.cluster().install(prefix, load.partitions());
        PartProcess part = lab.jvms().start(side, HEAP_MEGABYTES)) {
      try (Feed feed = lab.bulkFeed(installation)) {
        feed.publish(load.queries(WARM_UP_CALLS + 2));
      }
      part.begin(lab.settings(installation, load.calls(), model.endpoint()));
      installation.await((long) load.calls() * WARM_UP_CALLS, LIMIT);
      Usage before = part.usage();
      Installation.Mark from = installation.progress();
      Installation.Mark to = installation.progressAfter(load.time());
      Usage after = part.usage();
      long gap = part.longestPollGapMillis();
      part.end();
      double cpuMicros = after.cpu().minus(before.cpu()).toNanos() / 1e3;
      return new Outcome(
          to.rateSince(from),
          cpuMicros / (to.count() - from.count()),
          after.peakRssBytes() / 1048576.0,
          gap);
    }
  }

  private void report(CallLoad load, Outcome ours, Outcome theirs) {
    String calls = load.text();
    double ideal = load.idealRate();
    lab.report()
        .add(
            Row.compared(
                NAME,
                calls + ", beside in-flight/latency",
                "queries/s",
                ours.rate(),
                ideal,
                Goal.atLeast(LEAST_RATIO)));
    lab.report()
        .add(
            Row.compared(
                NAME,
                "a listener container, beside the same",
                "queries/s",
                theirs.rate(),
                ideal,
                null));
    told(calls + ", CPU beside the listener's", "µs/query", ours.cpuMicros(), theirs.cpuMicros());
    told("peak memory (RSS)", "MB", ours.rssMegabytes(), theirs.rssMegabytes());
    told("longest time between polls", "ms", ours.pollGapMillis(), theirs.pollGapMillis());
  }

  private void told(String what, String unit, double ours, double theirs) {
    lab.report().add(Row.compared(NAME, what, unit, ours, theirs, null));
  }

  /**
   * What came of a side.
   *
   * @param rate queries answered in a second
   * @param cpuMicros processor time of its process for each
   * @param rssMegabytes most memory it had
   * @param pollGapMillis longest time between two polls
   */
  private record Outcome(
      double rate, double cpuMicros, double rssMegabytes, double pollGapMillis) {}
}
