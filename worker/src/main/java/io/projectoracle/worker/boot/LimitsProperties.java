package io.projectoracle.worker.boot;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one worker takes on.
 *
 * @param concurrentCalls most calls at once
 * @param queueSize queries that may wait beside those being called
 */
@ConfigurationProperties("oracle.worker.limits")
record LimitsProperties(
    @DefaultValue("10") int concurrentCalls, @DefaultValue("100") int queueSize) {
  LimitsProperties {
    Keys.requireAtLeast(1, "oracle.worker.limits.concurrent-calls", concurrentCalls);
    Keys.requireAtLeast(0, "oracle.worker.limits.queue-size", queueSize);
    if ((long) concurrentCalls + queueSize > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "oracle.worker.limits.queue-size and concurrent-calls must be at most 2147483647"
              + " together: "
              + queueSize);
    }
  }

  int maxInFlight() {
    return concurrentCalls + queueSize;
  }
}
