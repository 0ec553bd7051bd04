package io.projectoracle.worker.limit;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many calls may start in any span of {@code period}.
 *
 * @param permits calls, at least 1
 * @param period length of the sliding window, positive
 */
public record RateLimit(int permits, Duration period) {
  public RateLimit {
    Objects.requireNonNull(period, "period is missing");
    if (permits < 1) {
      throw new IllegalArgumentException("permits must be at least 1: " + permits);
    }
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("period must be positive: " + period);
    }
  }

  /** The least time in which {@code calls} calls can be started, beginning with none counted. */
  public static Duration leastTime(@Nullable RateLimit limit, long calls) {
    if (limit == null || calls <= 0) {
      return Duration.ZERO;
    }
    return limit.period().multipliedBy((calls - 1) / limit.permits());
  }
}
