package io.projectoracle.benchmarks.micro;

import io.projectoracle.benchmarks.load.Words;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Timings;
import io.projectoracle.contract.Usage;
import io.projectoracle.contract.UsageAttempt;
import io.projectoracle.contract.UsageEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Messages of a usual size: one of each kind, about the same query. */
final class Messages {
  private static final long SEED = 1;
  private static final String ID = "018f2f6e-8a5c-7c3e-9b1d-5f6a7b8c9d0e";
  private static final String AGENT = "technical";
  private static final String MODEL = "gpt-4o-mini";
  private static final String WORKER = "worker-1";
  private static final SourcePosition SOURCE = new SourcePosition("oracle.queries", 3, 4_711);
  private static final Usage USAGE = new Usage(150L, 120L, 270L, null);
  private static final Timings TIMINGS = new Timings(1_200, 15, 842_000, 845_000);
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Words WORDS = new Words(SEED);

  private Messages() {}

  static Query query() {
    return Query.of(ID, AGENT, WORDS.text(540));
  }

  static Answer answer() {
    return new Answer(
        ID,
        SOURCE,
        Status.ANSWERED,
        AGENT,
        null,
        WORDS.text(500),
        "stop",
        MODEL,
        "openai",
        CacheOutcome.MISS,
        null,
        USAGE,
        1,
        TIMINGS,
        WORKER,
        AT,
        Map.of(),
        null);
  }

  static UsageEvent usage() {
    UsageAttempt attempt =
        new UsageAttempt("worker-1.4k2j9x.815", "openai", MODEL, AT, 842_000, null, USAGE);
    return new UsageEvent(
        UsageEvent.Type.ANSWER,
        ID,
        SOURCE,
        AGENT,
        null,
        MODEL,
        Status.ANSWERED,
        null,
        CacheOutcome.MISS,
        List.of(attempt),
        USAGE,
        TIMINGS,
        WORKER,
        AT);
  }
}
