package io.projectoracle.gateway.boot;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is kept to save searches of the log, and who may wait.
 *
 * @param cacheBytes answers kept
 * @param knownQueries queries of which it is remembered that they were submitted
 * @param knownTtl how long that is remembered
 * @param maxWaiting requests that wait for an answer at a time
 * @param maxWait longest time that a request may wait
 */
@ConfigurationProperties(AnswerProperties.PREFIX)
record AnswerProperties(
    @DefaultValue("64MB") DataSize cacheBytes,
    @DefaultValue("100000") int knownQueries,
    @DefaultValue("1h") Duration knownTtl,
    @DefaultValue("10000") int maxWaiting,
    @DefaultValue("60s") Duration maxWait) {
  static final String PREFIX = "oracle.gateway.answers";

  AnswerProperties {
    Keys.requireAtLeast(0, PREFIX + ".cache-bytes", cacheBytes.toBytes());
    Keys.requireAtLeast(0, PREFIX + ".known-queries", knownQueries);
    Keys.requirePositive(PREFIX + ".known-ttl", knownTtl);
    Keys.requireAtLeast(1, PREFIX + ".max-waiting", maxWaiting);
    Keys.requirePositive(PREFIX + ".max-wait", maxWait);
  }
}
