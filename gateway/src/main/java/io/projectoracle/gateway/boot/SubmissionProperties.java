package io.projectoracle.gateway.boot;

import io.projectoracle.gateway.access.RateBound;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is taken in. The rate is the door's own bound, which protects Kafka and the other callers;
 * how fast queries are answered is for the workers' limits.
 *
 * @param perSecond queries a second that one API key may submit in the long run
 * @param burst queries that one API key may submit at once
 * @param timeout how long to wait for Kafka's acknowledgement
 * @param maxBatchQueries most queries of a batch
 * @param maxBatchBytes largest batch
 */
@ConfigurationProperties(SubmissionProperties.PREFIX)
record SubmissionProperties(
    @DefaultValue("100") int perSecond,
    @DefaultValue("1000") int burst,
    @DefaultValue("15s") Duration timeout,
    @DefaultValue("1000") int maxBatchQueries,
    @DefaultValue("4MB") DataSize maxBatchBytes) {
  static final String PREFIX = "oracle.gateway.submissions";
  private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);

  SubmissionProperties {
    toRate(perSecond, burst);
    if (timeout.compareTo(MIN_TIMEOUT) < 0) {
      throw new IllegalArgumentException(
          PREFIX + ".timeout must be at least " + MIN_TIMEOUT + ": " + timeout);
    }
    Keys.requireAtLeast(1, PREFIX + ".max-batch-queries", maxBatchQueries);
    Keys.requireAtLeast(1, PREFIX + ".max-batch-bytes", maxBatchBytes.toBytes());
    if (maxBatchBytes.toBytes() > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          PREFIX + ".max-batch-bytes must be at most 1GB: " + maxBatchBytes);
    }
    if (maxBatchQueries > burst) {
      throw new IllegalArgumentException(
          PREFIX
              + ".max-batch-queries must be at most "
              + PREFIX
              + ".burst "
              + burst
              + ", or such a batch could never be submitted: "
              + maxBatchQueries);
    }
  }

  RateBound.Settings toRate() {
    return toRate(perSecond, burst);
  }

  private static RateBound.Settings toRate(int perSecond, int burst) {
    return Keys.under(PREFIX, () -> new RateBound.Settings(perSecond, burst));
  }
}
