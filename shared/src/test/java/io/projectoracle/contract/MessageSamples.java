package io.projectoracle.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages that together have every field and every value of every enum. */
final class MessageSamples {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final SourcePosition SOURCE = new SourcePosition("oracle.queries", 3, 42);
  private static final Timings TIMINGS = new Timings(1, 2, 3, 6);
  private static final Usage PRICED = new Usage(3L, 4L, 7L, new BigDecimal("0.00000012"));

  private MessageSamples() {}

  static List<Query> queries() {
    return List.of(
        Query.of("q-1", "onboarding", "How do I create an invoice?"),
        new Query(
            "q-2",
            "technical",
            "Wie spät ist es? 🕛",
            List.of(),
            "acme",
            NOON.plusNanos(123_456_789),
            CachePolicy.BYPASS,
            new Overrides("gpt-4o", 0.5, 20),
            Map.of("page", "7"),
            "q-0"),
        new Query(
            "q-3",
            "technical",
            null,
            List.of(
                Message.system("Be brief."),
                Message.user("Which currencies?"),
                new Message(Role.ASSISTANT, ""),
                Message.user("And crypto?")),
            null,
            NOON,
            CachePolicy.USE,
            new Overrides(null, null, 20),
            Map.of(),
            null));
  }

  static List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    for (CacheOutcome cache : CacheOutcome.values()) {
      answers.add(answer(Status.ANSWERED, "Like this.", cache, null));
    }
    for (FailureKind kind : FailureKind.values()) {
      AnswerError error = new AnswerError(kind, "the endpoint replied 500", true);
      answers.add(answer(Status.FAILED, null, CacheOutcome.BYPASS, error));
    }
    answers.add(answer(Status.EXPIRED, null, CacheOutcome.BYPASS, null));
    answers.add(answer(Status.CANCELLED, null, CacheOutcome.MISS, null));
    answers.add(
        new Answer(
            "q-1",
            SOURCE,
            Status.ANSWERED,
            null,
            null,
            "",
            null,
            null,
            null,
            CacheOutcome.HIT,
            null,
            Usage.NONE,
            0,
            TIMINGS,
            "worker-1",
            NOON,
            Map.of(),
            null));
    return answers;
  }

  static List<UsageEvent> usageEvents() {
    List<UsageEvent> events = new ArrayList<>();
    for (Status status : Status.values()) {
      FailureKind failure = status == Status.FAILED ? FailureKind.TIMEOUT : null;
      events.add(usageEvent(UsageEvent.Type.ANSWER, status, failure, CacheOutcome.MISS));
    }
    for (FailureKind kind : FailureKind.values()) {
      events.add(usageEvent(UsageEvent.Type.ANSWER, Status.FAILED, kind, CacheOutcome.MISS));
    }
    for (CacheOutcome cache : CacheOutcome.values()) {
      events.add(usageEvent(UsageEvent.Type.ORPHAN, null, null, cache));
    }
    events.add(
        new UsageEvent(
            UsageEvent.Type.ANSWER,
            "q-1",
            SOURCE,
            UsageEvent.UNKNOWN_AGENT,
            null,
            null,
            Status.EXPIRED,
            null,
            CacheOutcome.BYPASS,
            List.of(),
            Usage.NONE,
            TIMINGS,
            "worker-1",
            NOON));
    return events;
  }

  static List<Cancel> cancels() {
    return List.of(new Cancel("q-1", null), new Cancel("q-2", "acme"));
  }

  private static Answer answer(
      Status status, @Nullable String content, CacheOutcome cache, @Nullable AnswerError error) {
    return new Answer(
        "q-1",
        SOURCE,
        status,
        "technical",
        "acme",
        content,
        "stop",
        "gpt-4o-mini",
        "primary",
        cache,
        error,
        PRICED,
        2,
        TIMINGS,
        "worker-1",
        NOON,
        Map.of("page", "7"),
        "q-0");
  }

  private static UsageEvent usageEvent(
      UsageEvent.Type type,
      @Nullable Status status,
      @Nullable FailureKind failure,
      CacheOutcome cache) {
    return new UsageEvent(
        type,
        "q-1",
        SOURCE,
        "technical",
        "acme",
        "gpt-4o-mini",
        status,
        failure,
        cache,
        List.of(attempt(FailureKind.CONNECTION_LOST, Usage.UNKNOWN), attempt(failure, PRICED)),
        PRICED,
        TIMINGS,
        "worker-1",
        NOON);
  }

  private static UsageAttempt attempt(@Nullable FailureKind failure, Usage usage) {
    return new UsageAttempt("worker-1.7", "primary", "gpt-4o-mini", NOON, 9, failure, usage);
  }
}
