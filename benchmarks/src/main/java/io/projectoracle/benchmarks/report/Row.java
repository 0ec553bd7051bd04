package io.projectoracle.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * One result.
 *
 * @param benchmark command that measured it
 * @param what what was measured
 * @param unit of both values
 * @param ours Oracle's value
 * @param reference what it is compared with; absent where there is nothing
 * @param ratio what is judged: by default ours divided by the reference
 * @param goal what the ratio must be; absent for results that are only told
 */
public record Row(
    String benchmark,
    String what,
    String unit,
    double ours,
    @Nullable Double reference,
    @Nullable Double ratio,
    @Nullable Goal goal) {

  /** A result beside another, judged by their ratio. */
  public static Row compared(
      String benchmark,
      String what,
      String unit,
      double ours,
      double reference,
      @Nullable Goal goal) {
    return new Row(benchmark, what, unit, ours, reference, ours / reference, goal);
  }

  /** A result that is only told. */
  public static Row told(String benchmark, String what, String unit, double ours) {
    return new Row(benchmark, what, unit, ours, null, null, null);
  }

  /** Whether it is as it must be; true where nothing is demanded. */
  public boolean isMet() {
    return goal == null || (ratio != null && goal.isMetBy(ratio));
  }
}
