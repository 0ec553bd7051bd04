package io.projectoracle.worker.cache;

import java.time.Duration;

/**
 * Bounds of the cache.
 *
 * @param maxEntries answers kept; 0 keeps none
 * @param ttl how long an answer is kept after it was given
 */
public record CacheSettings(long maxEntries, Duration ttl) {
  /** A thousand answers for an hour. */
  public static final CacheSettings DEFAULT = new CacheSettings(1_000, Duration.ofHours(1));

  public CacheSettings {
    if (maxEntries < 0) {
      throw new IllegalArgumentException("cache max-entries must not be negative: " + maxEntries);
    }
    if (ttl.isNegative() || ttl.isZero()) {
      throw new IllegalArgumentException("cache ttl must be positive: " + ttl);
    }
  }
}
