package io.projectoracle.benchmarks.throughput;

import java.util.ArrayList;
import java.util.List;

/** One of two that take turns, and what came of it. */
final class Side {
  private final Turn turn;
  private final List<Result> results = new ArrayList<>();

  Side(Turn turn) {
    this.turn = turn;
  }

  void warmUp(int count) throws Exception {
    turn.take(count);
  }

  void measure(int count) throws Exception {
    results.add(turn.take(count));
  }

  /** The median of its rates. */
  double rate() {
    return median(results.stream().mapToDouble(Result::perSecond).sorted().toArray());
  }

  /** The median of its processor time for each, in microseconds. */
  double cpuMicros() {
    return median(results.stream().mapToDouble(Result::cpuMicros).sorted().toArray());
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Does so much, once. */
  interface Turn {
    Result take(int count) throws Exception;
  }

  /**
   * What came of a turn, its first fifth left out.
   *
   * @param cpuMicros processor time of the process for each query or call
   */
  record Result(double perSecond, double cpuMicros) {}
}
