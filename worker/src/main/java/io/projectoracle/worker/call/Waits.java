package io.projectoracle.worker.call;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How many questions to the model wait, and for what. Thread-safe. */
public final class Waits {
  private final Map<For, AtomicInteger> counts =
      Map.of(
          For.PERMIT, new AtomicInteger(),
          For.RETRY, new AtomicInteger(),
          For.REPLY, new AtomicInteger());

  Waits() {}

  /** How many wait for that now. */
  public int count(For what) {
    return counter(what).get();
  }

  /** All counts by the names of what is waited for, for people and machines. */
  public Map<String, Integer> byName() {
    return Map.of(
        For.PERMIT.wireName(), count(For.PERMIT),
        For.RETRY.wireName(), count(For.RETRY),
        For.REPLY.wireName(), count(For.REPLY));
  }

  void begun(For what) {
    counter(what).incrementAndGet();
  }

  void ended(For what) {
    counter(what).decrementAndGet();
  }

  private AtomicInteger counter(For what) {
    AtomicInteger counter = counts.get(what);
    if (counter == null) {
      throw new IllegalArgumentException("not counted: " + what);
    }
    return counter;
  }

  /** What a question can wait for. */
  public enum For {
    /** A limit. */
    PERMIT("permit"),
    /** The time of its next attempt, after one that failed for the moment. */
    RETRY("retry"),
    /** The endpoint. */
    REPLY("reply");

    private final String wireName;

    For(String wireName) {
      this.wireName = wireName;
    }

    /** The name in metrics and health. */
    public String wireName() {
      return wireName;
    }
  }
}
