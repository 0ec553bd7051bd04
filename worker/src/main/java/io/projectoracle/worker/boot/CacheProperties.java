package io.projectoracle.worker.boot;

import io.projectoracle.worker.cache.CacheSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The answers a worker keeps.
 *
 * @param maxEntries answers kept; 0 keeps none
 * @param ttl how long an answer is kept
 */
@ConfigurationProperties("oracle.worker.cache")
record CacheProperties(@DefaultValue("1000") long maxEntries, @DefaultValue("1h") Duration ttl) {
  CacheProperties {
    settings(maxEntries, ttl);
  }

  CacheSettings toSettings() {
    return settings(maxEntries, ttl);
  }

  private static CacheSettings settings(long maxEntries, Duration ttl) {
    return Keys.under("oracle.worker.cache", () -> new CacheSettings(maxEntries, ttl));
  }
}
