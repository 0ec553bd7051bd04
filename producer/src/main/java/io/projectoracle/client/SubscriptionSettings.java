package io.projectoracle.client;

import java.time.Duration;

/**
 * What a subscription reads, and what becomes of answers that cannot be handled. Immutable.
 *
 * @param group the consumer group under whose name the position is kept. Subscriptions to all
 *     answers with the same group share the partitions; a group with other uses must not be named
 * @param scope whose answers
 * @param firstStart where to start while the group has no position at all; what it has is never
 *     changed
 * @param attempts how often an answer is handed over before the subscription gives up, at least 1
 * @param firstBackoff the pause before the second attempt, doubled for each further one up to half
 *     a minute; positive
 */
public record SubscriptionSettings(
    String group, Scope scope, ReadFrom firstStart, int attempts, Duration firstBackoff) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public SubscriptionSettings {
    if (group.isBlank()) {
      throw new IllegalArgumentException("group must not be empty");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
    }
    if (firstBackoff.isNegative() || firstBackoff.isZero()) {
      throw new IllegalArgumentException("firstBackoff must be positive: " + firstBackoff);
    }
  }

  /** All answers, from the oldest that is kept, each handed over five times at most. */
  public static SubscriptionSettings of(String group) {
    return new SubscriptionSettings(
        group, Scope.ALL_CLIENTS, new ReadFrom.Beginning(), 5, Duration.ofMillis(200));
  }

  /** The same for the answers of the client that subscribes. */
  public SubscriptionSettings ownAnswersOnly() {
    return new SubscriptionSettings(group, Scope.OWN_CLIENT, firstStart, attempts, firstBackoff);
  }

  /** The same with another first start. */
  public SubscriptionSettings startingFrom(ReadFrom firstStart) {
    return new SubscriptionSettings(group, scope, firstStart, attempts, firstBackoff);
  }

  /** The same with other attempts. */
  public SubscriptionSettings retrying(int attempts, Duration firstBackoff) {
    return new SubscriptionSettings(group, scope, firstStart, attempts, firstBackoff);
  }

  /** Whose answers are handed over. */
  public enum Scope {
    /** Everybody's: all partitions, shared among the members of the group. */
    ALL_CLIENTS,
    /**
     * The subscriber's own: its client id's partition. One subscription at a time; a second one of
     * the same group would be handed the same answers.
     */
    OWN_CLIENT
  }
}
