package io.projectoracle.worker.boot;

import io.projectoracle.worker.call.RetryPolicy;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a failed call is repeated.
 *
 * @param maxAttempts attempts that may have cost something
 * @param giveUpAfter how long to go on with those that did not
 * @param baseDelay delay before the second attempt
 * @param maxDelay longest delay of the backoff
 */
@ConfigurationProperties("oracle.worker.retry")
record RetryProperties(
    @DefaultValue("5") int maxAttempts,
    @DefaultValue("15m") Duration giveUpAfter,
    @DefaultValue("500ms") Duration baseDelay,
    @DefaultValue("30s") Duration maxDelay) {
  RetryProperties {
    policy(maxAttempts, giveUpAfter, baseDelay, maxDelay);
  }

  RetryPolicy toPolicy() {
    return policy(maxAttempts, giveUpAfter, baseDelay, maxDelay);
  }

  private static RetryPolicy policy(
      int maxAttempts, Duration giveUpAfter, Duration baseDelay, Duration maxDelay) {
    return Keys.under(
        "oracle.worker.retry",
        () -> new RetryPolicy(maxAttempts, giveUpAfter, baseDelay, maxDelay));
  }
}
