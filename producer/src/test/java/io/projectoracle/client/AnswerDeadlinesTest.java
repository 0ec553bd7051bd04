package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerDeadlinesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private long nanos;
  private final AnswerDeadlines deadlines = deadlines(Duration.ofSeconds(5));

  @Test
  void endsTheWaitNotBeforeTheGraceIsOver() {
    deadlines.watch(query(NOW.plusSeconds(10)), answer);

    nanos = Duration.ofSeconds(15).minusNanos(1).toNanos();
    deadlines.expire();
    assertThat(answer).isNotDone();

    nanos++;
    deadlines.expire();
    assertThat(answer).isCompletedExceptionally();
  }

  @Test
  void aDeadlineInThePastLeavesTheGrace() {
    deadlines.watch(query(NOW.minusSeconds(3600)), answer);

    assertThat(deadlines.untilNext(MINUTE)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aWaitThatEndedOtherwiseIsForgotten() {
    deadlines.watch(query(NOW.plusSeconds(10)), answer);

    answer.complete(TestMessages.answered("q1"));

    assertThat(deadlines.untilNext(MINUTE)).isEqualTo(MINUTE);
  }

  @Test
  void theEarliestDeadlineIsNext() {
    deadlines.watch(query(NOW.plusSeconds(30)), new CompletableFuture<>());
    deadlines.watch(query(NOW.plusSeconds(10)), answer);
    deadlines.watch(query(null), new CompletableFuture<>());

    assertThat(deadlines.untilNext(MINUTE)).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void theFurthestDeadlineAndGraceAreInRange() {
    var generous = deadlines(Duration.ofSeconds(Long.MAX_VALUE));

    generous.watch(query(Instant.MAX), answer);
    generous.expire();

    assertThat(answer).isNotDone();
  }

  @Test
  void withoutGraceNothingEnds() {
    var patient = deadlines(null);

    patient.watch(query(NOW.minusSeconds(3600)), answer);
    patient.expire();

    assertThat(answer).isNotDone();
  }

  private AnswerDeadlines deadlines(@Nullable Duration grace) {
    return new AnswerDeadlines(grace, () -> NOW, () -> nanos);
  }

  private static Query query(@Nullable Instant deadline) {
    return new Query(
        "q1", "technical", "?", List.of(), null, deadline, CachePolicy.USE, null, Map.of(), null);
  }
}
