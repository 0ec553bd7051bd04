package io.projectoracle.gateway.boot;

import io.projectoracle.gateway.access.RateBound;
import io.projectoracle.gateway.answers.LookUps;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Searches of the log for queries that this gateway has not seen lately.
 *
 * @param concurrent searches at once, each with a thread and a consumer
 * @param queued searches that may wait for one of these
 * @param timeout bound on a search; asked again it goes on where it was
 * @param perSecond searches a second of one tenant in the long run
 * @param burst searches of one tenant at once
 */
@ConfigurationProperties(LookUpProperties.PREFIX)
record LookUpProperties(
    @DefaultValue("4") int concurrent,
    @DefaultValue("100") int queued,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("20") int perSecond,
    @DefaultValue("100") int burst) {
  static final String PREFIX = "oracle.gateway.look-ups";

  LookUpProperties {
    toSettings(concurrent, queued, timeout);
    toRate(perSecond, burst);
  }

  LookUps.Settings toSettings() {
    return toSettings(concurrent, queued, timeout);
  }

  RateBound.Settings toRate() {
    return toRate(perSecond, burst);
  }

  private static LookUps.Settings toSettings(int concurrent, int queued, Duration timeout) {
    return Keys.under(PREFIX, () -> new LookUps.Settings(concurrent, queued, timeout));
  }

  private static RateBound.Settings toRate(int perSecond, int burst) {
    return Keys.under(PREFIX, () -> new RateBound.Settings(perSecond, burst));
  }
}
