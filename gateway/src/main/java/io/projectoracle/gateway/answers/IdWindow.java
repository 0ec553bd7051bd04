package io.projectoracle.gateway.answers;

import java.time.Duration;
import java.time.Instant;

/**
 * When a query can have been published, judged by the time in its id.
 *
 * @param maxAge age at which an id is still accepted for publishing
 * @param slack how far two clocks may differ: the caller's, this machine's, a broker's, a worker's
 */
public record IdWindow(Duration maxAge, Duration slack) {
  public IdWindow {
    requirePositive("max-age", maxAge);
    requirePositive("clock-slack", slack);
  }

  /** Whether a query with that id may be published now. */
  public boolean admits(QueryName name, Instant now) {
    return !isOfTheFuture(name, now) && !name.time().isBefore(now.minus(maxAge));
  }

  /** Whether no query with that id can have been published so far. */
  boolean isOfTheFuture(QueryName name, Instant now) {
    return name.time().isAfter(now.plus(slack));
  }

  /** No record of the query or its answer bears an earlier time. */
  Instant start(QueryName name) {
    return name.time().minus(slack);
  }

  /** No record of the query bears a later time. */
  Instant publishedBefore(QueryName name) {
    return name.time().plus(maxAge).plus(slack);
  }

  private static void requirePositive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(key + " must be positive: " + value);
    }
  }
}
