package io.projectoracle.aggregator.testkit;

import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Timings;
import io.projectoracle.contract.Usage;
import io.projectoracle.contract.UsageAttempt;
import io.projectoracle.contract.UsageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Usage events as workers write them. */
public final class UsageEvents {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private UsageEvents() {}

  /** One call that led to an answer. */
  public static UsageEvent answered(String agent, String model, long totalMicros, Usage usage) {
    return event(agent, model, Status.ANSWERED, null, CacheOutcome.MISS, totalMicros, usage);
  }

  /** An answer out of the cache. */
  public static UsageEvent cached(String agent, String model, long totalMicros) {
    return event(agent, model, Status.ANSWERED, null, CacheOutcome.HIT, totalMicros, Usage.NONE);
  }

  /** One call that failed for good. */
  public static UsageEvent failed(String agent, String model, FailureKind kind) {
    return event(agent, model, Status.FAILED, kind, CacheOutcome.MISS, 500, Usage.UNKNOWN);
  }

  /** A query that ended before it was called for. */
  public static UsageEvent ended(String agent, Status status) {
    return event(agent, null, status, null, CacheOutcome.BYPASS, 500, Usage.NONE);
  }

  /** A result that was thrown away. */
  public static UsageEvent orphan(String agent, String model, Usage usage) {
    return new UsageEvent(
        UsageEvent.Type.ORPHAN,
        "query-1",
        new SourcePosition("oracle.queries", 0, 1),
        agent,
        null,
        model,
        null,
        null,
        CacheOutcome.MISS,
        List.of(attempt(model, 900, null, usage)),
        usage,
        new Timings(100, 0, 900, 1_000),
        "worker-1",
        AT);
  }

  /** Any event of a few agents and models; equal generators give equal events. */
  public static UsageEvent any(RandomGenerator random) {
    var agent = "agent-" + random.nextInt(3);
    var model = "model-" + random.nextInt(2);
    var usage = Usage.of(random.nextInt(1_000), random.nextInt(1_000));
    return switch (random.nextInt(6)) {
      case 0 -> failed(agent, model, oneOf(FailureKind.values(), random));
      case 1 -> ended(agent, random.nextBoolean() ? Status.EXPIRED : Status.CANCELLED);
      case 2 -> orphan(agent, model, usage);
      case 3 -> cached(agent, model, random.nextInt(1_000));
      default -> answered(agent, model, (long) Math.exp(random.nextDouble() * 22), usage);
    };
  }

  /** {@link #any} so many times. */
  public static List<UsageEvent> any(int count, RandomGenerator random) {
    var events = new ArrayList<UsageEvent>();
    while (events.size() < count) {
      events.add(any(random));
    }
    return events;
  }

  private static UsageEvent event(
      String agent,
      @Nullable String model,
      Status status,
      @Nullable FailureKind failure,
      CacheOutcome cache,
      long totalMicros,
      Usage usage) {
    return new UsageEvent(
        UsageEvent.Type.ANSWER,
        "query-1",
        new SourcePosition("oracle.queries", 0, 1),
        agent,
        null,
        model,
        status,
        failure,
        cache,
        cache == CacheOutcome.MISS && model != null
            ? List.of(attempt(model, totalMicros, failure, usage))
            : List.of(),
        usage,
        new Timings(0, 0, totalMicros, totalMicros),
        "worker-1",
        AT);
  }

  private static UsageAttempt attempt(
      String model, long durationMicros, @Nullable FailureKind failure, Usage usage) {
    return new UsageAttempt("call-1", "endpoint-1", model, AT, durationMicros, failure, usage);
  }

  private static <T> T oneOf(T[] values, RandomGenerator random) {
    return values[random.nextInt(values.length)];
  }
}
