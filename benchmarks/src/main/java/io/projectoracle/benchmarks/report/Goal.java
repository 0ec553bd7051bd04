package io.projectoracle.benchmarks.report;

import java.util.Locale;

/**
 * What a ratio must be.
 *
 * @param atLeast whether the bound is a lower one
 */
public record Goal(boolean atLeast, double bound) {
  public static Goal atLeast(double bound) {
    return new Goal(/* atLeast= */ true, bound);
  }

  public static Goal atMost(double bound) {
    return new Goal(/* atLeast= */ false, bound);
  }

  boolean isMetBy(double ratio) {
    return atLeast ? ratio >= bound : ratio <= bound;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.2f", atLeast ? "≥" : "≤", bound);
  }
}
