package io.projectoracle.benchmarks.inflight;

import io.projectoracle.benchmarks.cluster.Installation;
import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.cluster.Model;
import io.projectoracle.benchmarks.load.Feed;
import io.projectoracle.benchmarks.process.PartProcess;
import io.projectoracle.benchmarks.process.Usage;
import java.time.Duration;

/** A process that answers queries, and what it makes of a load. Confined to one thread. */
final class Contender implements AutoCloseable {
  private static final int HEAP_MEGABYTES = 256;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int WARM_UP_PARTITIONS = 6;
  private static final int WARM_UP_CALLS = 128;

  /** The first calls all begin together, and end together. */
  private static final int LEFT_OUT = 3;

  private static final double MEGABYTE = 1_048_576;

  private final Lab lab;
  private final String part;
  private final PartProcess process;

  private Contender(Lab lab, String part) {
    this.lab = lab;
    this.part = part;
    this.process = lab.jvms().start(part, HEAP_MEGABYTES);
  }

  /**
   * Starts one, and has it answer queries until the compiler has little to do: else the compiler
   * would be most of what is measured of the processor.
   */
  static Contender start(Lab lab, String part, int warmUpQueries) throws Exception {
    Contender contender = new Contender(lab, part);
    try (Model model = Model.start(lab.jvms(), "none");
        Installation installation = lab.cluster().install("warm-up-" + part, WARM_UP_PARTITIONS)) {
      contender.publish(installation, warmUpQueries);
      contender.process.begin(lab.settings(installation, WARM_UP_CALLS, model.endpoint()));
      installation.await(warmUpQueries, LIMIT);
      contender.process.end();
    }
    return contender;
  }

  Outcome answer(CallLoad load, Model model) throws Exception {
    String prefix = "in-flight-" + load.partitions() + "-" + part;
    try (Installation installation = lab.cluster().install(prefix, load.partitions())) {
      publish(installation, load.queries(LEFT_OUT + 2));
      process.begin(lab.settings(installation, load.calls(), model.endpoint()));
      installation.await((long) load.calls() * LEFT_OUT, LIMIT);
      Usage before = process.usage();
      Installation.Mark from = installation.progress();
      Installation.Mark to = installation.progressAfter(load.time());
      Usage after = process.usage();
      long gap = process.longestPollGapMillis();
      process.end();
      double cpuMicros = after.cpu().minus(before.cpu()).toNanos() / 1e3;
      return new Outcome(
          to.rateSince(from),
          cpuMicros / (to.count() - from.count()),
          after.peakRssBytes() / MEGABYTE,
          gap);
    }
  }

  private void publish(Installation installation, int queries) {
    try (Feed feed = lab.bulkFeed(installation)) {
      feed.publish(queries);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  /**
   * What came of a load.
   *
   * @param rate queries answered in a second
   * @param cpuMicros processor time of the process for each
   * @param rssMegabytes most memory it had so far
   * @param pollGapMillis longest time between two polls
   */
  record Outcome(double rate, double cpuMicros, double rssMegabytes, double pollGapMillis) {}
}
