package io.projectoracle.simulator.limit;

import io.projectoracle.simulator.latency.DurationText;
import java.time.Duration;

/**
 * So much within any period of that length.
 *
 * @param max most requests or tokens in one period, at least 1
 * @param period positive
 */
public record WindowLimit(long max, Duration period) {

  /** The accepted form, for messages and help texts. */
  public static final String FORM = "none or COUNT/PERIOD such as 60/1m (units us, ms, s, m, h)";

  /** Checks the bounds. */
  public WindowLimit {
    if (max < 1) {
      throw new IllegalArgumentException("limit must be at least 1: " + max);
    }
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("limit period must be positive: " + period);
    }
  }

  /**
   * Reads a limit such as {@code 60/1m}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static WindowLimit parse(String text) {
    int slash = text.indexOf('/');
    try {
      return new WindowLimit(
          Long.parseLong(text.substring(0, Math.max(0, slash)).strip()),
          DurationText.parse(text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "limit must be " + FORM + ": '" + text + "' (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public String toString() {
    return max + "/" + DurationText.format(period);
  }
}
