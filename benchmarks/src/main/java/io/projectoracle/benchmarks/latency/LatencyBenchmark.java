package io.projectoracle.benchmarks.latency;

import io.projectoracle.benchmarks.cluster.Installation;
import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.cluster.Model;
import io.projectoracle.benchmarks.process.PartProcess;
import io.projectoracle.benchmarks.report.Goal;
import io.projectoracle.benchmarks.report.Row;
import java.time.Duration;
import java.util.List;

/**
 * From the moment at which a query should be submitted to the moment at which its answer is visible
 * to a {@code read_committed} reader, without the time of the model; beside an echo of the same
 * records that commits by the same rule. The load does not wait for answers.
 */
public final class LatencyBenchmark {
  private static final String NAME = "latency";
  private static final int PARTITIONS = 6;
  private static final int HEAP_MEGABYTES = 512;
  private static final int CALLS = 2_000;
  private static final int WARM_UP_RATE = 1_000;
  private static final double MOST_AT_MEDIAN = 1.5;
  private static final double MOST_AT_99 = 2;

  private final Lab lab;

  public LatencyBenchmark(Lab lab) {
    this.lab = lab;
  }

  /**
   * Measures.
   *
   * @param rates queries in a second
   * @param turns how often each side has its turn at each rate
   * @param turn how long that is
   * @param model how long a call takes
   */
  public void run(List<Integer> rates, int turns, Duration turn, Duration model) throws Exception {
    try (Installation asked = lab.cluster().install("latency-worker", PARTITIONS);
        Installation echoed = lab.cluster().install("latency-echo", PARTITIONS);
        Model simulator = Model.start(lab.jvms(), "fixed:" + model.toMillis() + "ms");
        PartProcess worker = lab.jvms().start("worker", HEAP_MEGABYTES);
        PartProcess echo = lab.jvms().start("raw-loop", HEAP_MEGABYTES);
        Probe ours = new Probe(lab.cluster(), lab.promptFeed(asked), asked, ModelTime::of);
        Probe theirs = new Probe(lab.cluster(), lab.promptFeed(echoed), echoed, ModelTime::none)) {
      worker.begin(lab.settings(asked, CALLS, simulator.endpoint()));
      echo.begin(lab.settings(echoed, CALLS));
      ours.ask(WARM_UP_RATE, turn);
      theirs.ask(WARM_UP_RATE, turn);
      for (int rate : rates) {
        measure(rate, turns, turn, ours, theirs);
      }
      worker.end();
      echo.end();
    }
  }

  private void measure(int rate, int turns, Duration turn, Probe ours, Probe theirs)
      throws Exception {
    Delays worker = new Delays();
    Delays echo = new Delays();
    for (int i = 0; i < turns; i++) {
      worker.add(ours.ask(rate, turn));
      echo.add(theirs.ask(rate, turn));
    }
    String at = " at " + rate + "/s";
    compare("half of the answers" + at, worker.millisAt(50), echo.millisAt(50), MOST_AT_MEDIAN);
    compare("99 % of them" + at, worker.millisAt(99), echo.millisAt(99), MOST_AT_99);
  }

  private void compare(String what, double ours, double theirs, double most) {
    lab.report().add(Row.compared(NAME, what, "ms", ours, theirs, Goal.atMost(most)));
  }
}
