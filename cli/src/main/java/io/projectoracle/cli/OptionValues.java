package io.projectoracle.cli;

import io.projectoracle.cli.console.CallRate;
import io.projectoracle.cli.console.DurationText;
import io.projectoracle.cli.console.UsageException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Values of options, understood or refused with the option's name. Null stands for none given. */
final class OptionValues {
  private static final int MAX_PORT = 65_535;

  private OptionValues() {}

  /** 0 stands for any free port. */
  static @Nullable Integer port(String option, @Nullable Integer port) {
    if (port != null && (port < 0 || port > MAX_PORT)) {
      throw new UsageException(option + " must be between 0 and " + MAX_PORT + ": " + port);
    }
    return port;
  }

  static @Nullable Integer positive(String option, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw new UsageException(option + " must be at least 1: " + value);
    }
    return value;
  }

  static @Nullable Duration duration(String option, @Nullable String text) {
    try {
      return text == null ? null : DurationText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }

  static @Nullable String notBlank(String option, @Nullable String text) {
    if (text != null && text.isBlank()) {
      throw new UsageException(option + " must not be blank");
    }
    return text;
  }

  /** Null for {@code none}. */
  static @Nullable CallRate rate(String text) {
    try {
      return text.equals("none") ? null : CallRate.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--rate-limit must be none or like 10/60s: " + text);
    }
  }
}
