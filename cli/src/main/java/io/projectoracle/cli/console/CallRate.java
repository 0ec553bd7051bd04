package io.projectoracle.cli.console;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of calls in a period, as people write it.
 *
 * @param calls most calls that may start in any span of the period
 * @param period length of the span
 */
public record CallRate(int calls, Duration period) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(.+)");

  /** Checks that both are positive. */
  public CallRate {
    if (calls < 1 || period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException(
          "calls and period must be positive: " + calls + "/" + period);
    }
  }

  /**
   * Reads {@code 10/60s}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static CallRate parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a rate like 10/60s: " + text);
    }
    return new CallRate(Integer.parseInt(matcher.group(1)), DurationText.parse(matcher.group(2)));
  }

  /** The least time in which that many calls can be started. */
  public Duration leastTime(long number) {
    return number <= 0 ? Duration.ZERO : period.multipliedBy((number - 1) / calls);
  }

  /** For people: {@code 10 calls per 60 s}. */
  @Override
  public String toString() {
    return calls + " calls per " + text(period);
  }

  private static String text(Duration period) {
    return period.toMillis() % 1_000 == 0 ? period.toSeconds() + " s" : DurationText.format(period);
  }
}
