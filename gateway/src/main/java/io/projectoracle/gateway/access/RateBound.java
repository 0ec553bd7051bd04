package io.projectoracle.gateway.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bound on how often something is done, for each name apart: a token bucket (Bucket4j) that holds
 * a burst and is refilled evenly. Thread-safe. Names must come from a bounded set: their buckets
 * are kept.
 */
public final class RateBound {
  private final Settings settings;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  public RateBound(Settings settings) {
    this.settings = settings;
  }

  /**
   * Takes permits, all or none.
   *
   * @param permits at least 1 and at most the burst
   * @return zero if they were taken, else how long until there are so many
   */
  public Duration tryTake(String name, int permits) {
    Bucket bucket = buckets.computeIfAbsent(name, unused -> newBucket());
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(permits);
    // A wait that rounds to nothing would look like success.
    return probe.isConsumed()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(settings.burst())
                    .refillGreedy(settings.perSecond(), Duration.ofSeconds(1)))
        .build();
  }

  /**
   * How often.
   *
   * @param perSecond permits a second in the long run, at least 1
   * @param burst permits at once, at least 1
   */
  public record Settings(int perSecond, int burst) {
    public Settings {
      requirePositive("per-second", perSecond);
      requirePositive("burst", burst);
    }

    private static void requirePositive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " must be at least 1: " + value);
      }
    }
  }
}
