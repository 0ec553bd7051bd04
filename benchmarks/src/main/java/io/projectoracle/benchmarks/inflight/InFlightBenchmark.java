package io.projectoracle.benchmarks.inflight;

import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.cluster.Model;
import io.projectoracle.benchmarks.report.Goal;
import io.projectoracle.benchmarks.report.Row;
import java.util.List;

/**
 * Slow calls, many at a time: Little's law says how many queries are answered in a second if all
 * the calls that may be in flight are, all the while. A worker in a small heap, beside a listener
 * container.
 */
public final class InFlightBenchmark {
  private static final String NAME = "in-flight";
  private static final double LEAST_RATIO = 0.95;

  private final Lab lab;

  public InFlightBenchmark(Lab lab) {
    this.lab = lab;
  }

  /** Measures both sides under each load. */
  public void run(List<CallLoad> loads, int warmUpQueries) throws Exception {
    try (Contender worker = Contender.start(lab, "worker", warmUpQueries);
        Contender listener = Contender.start(lab, "listener", warmUpQueries)) {
      for (CallLoad load : loads) {
        String latency = "fixed:" + load.latency().toMillis() + "ms";
        try (Model model = Model.start(lab.jvms(), latency)) {
          report(load, worker.answer(load, model), listener.answer(load, model));
        }
      }
    }
  }

  private void report(CallLoad load, Contender.Outcome ours, Contender.Outcome theirs) {
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
}
