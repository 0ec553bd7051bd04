package io.projectoracle.worker.boot;

import io.projectoracle.worker.limit.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many calls one worker starts.
 *
 * @param enabled whether there is a limit at all
 * @param permits most calls started in any span of {@code period}
 * @param period length of the sliding window
 */
@ConfigurationProperties("oracle.worker.rate-limit")
record RateLimitProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("10") int permits,
    @DefaultValue("60s") Duration period) {
  RateLimitProperties {
    limit(permits, period);
  }

  /** Null if there is no limit. */
  @Nullable RateLimit toRateLimit() {
    return enabled ? limit(permits, period) : null;
  }

  private static RateLimit limit(int permits, Duration period) {
    return Keys.under("oracle.worker.rate-limit", () -> new RateLimit(permits, period));
  }
}
