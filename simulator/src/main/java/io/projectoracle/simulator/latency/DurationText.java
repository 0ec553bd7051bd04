package io.projectoracle.simulator.latency;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as settings write them: a whole number and one of {@code us, ms, s, m, h}. */
public final class DurationText {

  private static final Pattern FORM = Pattern.compile("(\\d{1,12})(us|ms|s|m|h)");

  private DurationText() {}

  /**
   * Reads one duration.
   *
   * @throws IllegalArgumentException if the text is not a whole number with a unit
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "duration must be a whole number with us, ms, s, m or h, such as 200ms: '" + text + "'");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "us" -> Duration.ofNanos(Math.multiplyExact(amount, 1_000));
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /** Writes a duration in the largest unit that holds it without a remainder. */
  public static String format(Duration duration) {
    long micros = duration.toNanos() / 1_000;
    if (micros % 1_000 != 0) {
      return micros + "us";
    }
    if (micros % 1_000_000 != 0) {
      return micros / 1_000 + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }
}
