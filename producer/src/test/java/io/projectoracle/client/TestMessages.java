package io.projectoracle.client;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Timings;
import io.projectoracle.contract.Usage;
import java.time.Instant;
import java.util.Map;

/** Messages for tests. */
final class TestMessages {
  private TestMessages() {}

  static Answer answered(String queryId) {
    return answered(queryId, "content of " + queryId);
  }

  static Answer answered(String queryId, String content) {
    return new Answer(
        queryId,
        new SourcePosition("oracle.queries", 0, 0),
        Status.ANSWERED,
        "technical",
        null,
        content,
        "stop",
        "gpt-4o-mini",
        "simulator",
        CacheOutcome.MISS,
        null,
        Usage.of(3, 5),
        1,
        new Timings(1, 2, 3, 6),
        "worker-1",
        Instant.parse("2026-01-01T00:00:00Z"),
        Map.of(),
        null);
  }

  static Answer cancelled(String queryId) {
    return new Answer(
        queryId,
        new SourcePosition("oracle.queries", 0, 0),
        Status.CANCELLED,
        "technical",
        null,
        null,
        null,
        null,
        null,
        CacheOutcome.BYPASS,
        null,
        Usage.NONE,
        0,
        new Timings(1, 0, 0, 1),
        "worker-1",
        Instant.parse("2026-01-01T00:00:00Z"),
        Map.of(),
        null);
  }
}
