package io.projectoracle.benchmarks.throughput;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One of two that take turns, and what came of it. */
final class Side {
  private final String name;
  private final Turn turn;
  private final PrintStream progress;
  private final List<Result> results = new ArrayList<>();

  /**
   * @param progress told of each turn
   */
  Side(String name, Turn turn, PrintStream progress) {
    this.name = name;
    this.turn = turn;
    this.progress = progress;
  }

  void warmUp(int count) throws Exception {
    tell("warm-up", turn.take(count));
  }

  void measure(int count) throws Exception {
    Result result = turn.take(count);
    results.add(result);
    tell("turn " + results.size(), result);
  }

  private void tell(String which, Result result) {
    progress.printf(
        Locale.ROOT,
        "%s, %s: %,.0f/s, %.1f µs of processor each%n",
        name,
        which,
        result.perSecond(),
        result.cpuMicros());
  }

  /** The median of its rates. */
  double rate() {
    return median(results.stream().mapToDouble(Result::perSecond).sorted().toArray());
  }

  /** The median of its processor time for each, in microseconds. */
  double cpuMicros() {
    return median(results.stream().mapToDouble(Result::cpuMicros).sorted().toArray());
  }

  /** The median of the others' processor time for each, in microseconds. */
  double othersCpuMicros() {
    return median(results.stream().mapToDouble(Result::othersCpuMicros).sorted().toArray());
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
   * @param othersCpuMicros that of broker and model
   */
  record Result(double perSecond, double cpuMicros, double othersCpuMicros) {}
}
