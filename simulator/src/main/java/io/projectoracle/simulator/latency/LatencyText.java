package io.projectoracle.simulator.latency;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads latency distributions. */
final class LatencyText {

  private static final Pattern FIXED = Pattern.compile("fixed:(\\w+)");
  private static final Pattern UNIFORM = Pattern.compile("uniform:(\\w+)-(\\w+)");
  private static final Pattern LOG_NORMAL = Pattern.compile("lognormal:median=(\\w+),p99=(\\w+)");

  private LatencyText() {}

  static Latency parse(String text) {
    String form = text.strip();
    try {
      return read(form);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "latency must be " + Latency.FORMS + ": '" + text + "' (" + e.getMessage() + ")", e);
    }
  }

  private static Latency read(String form) {
    if (form.equals("none")) {
      return Latency.none();
    }
    Matcher fixed = FIXED.matcher(form);
    if (fixed.matches()) {
      return new Latency.Fixed(DurationText.parse(fixed.group(1)));
    }
    Matcher uniform = UNIFORM.matcher(form);
    if (uniform.matches()) {
      return new Latency.Uniform(
          DurationText.parse(uniform.group(1)), DurationText.parse(uniform.group(2)));
    }
    Matcher logNormal = LOG_NORMAL.matcher(form);
    if (logNormal.matches()) {
      return new Latency.LogNormal(
          DurationText.parse(logNormal.group(1)), DurationText.parse(logNormal.group(2)));
    }
    throw new IllegalArgumentException("unknown form");
  }

  static void require(boolean holds, String rule, Duration actual) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": " + actual);
    }
  }
}
