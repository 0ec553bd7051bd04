package io.projectoracle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AnswerTest {
  private static final AnswerError ERROR = new AnswerError(FailureKind.TIMEOUT, "too slow", true);

  @Test
  void contentComesWithAnsweredAndOnlyWithAnswered() {
    assertThat(answer(Status.ANSWERED, "", null).content()).isEmpty();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer(Status.ANSWERED, null, null))
        .withMessage("content must be present if and only if the status is answered: answered");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer(Status.EXPIRED, "secret", null))
        .withMessage("content must be present if and only if the status is answered: expired");
  }

  @Test
  void errorComesWithFailedAndOnlyWithFailed() {
    assertThat(answer(Status.FAILED, null, ERROR).error()).isEqualTo(ERROR);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer(Status.FAILED, null, null))
        .withMessage("error must be present if and only if the status is failed: failed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer(Status.CANCELLED, null, ERROR))
        .withMessage("error must be present if and only if the status is failed: cancelled");
  }

  @Test
  void metadataDoesNotFollowItsSource() {
    Map<String, String> source = new HashMap<>(Map.of("page", "7"));
    Answer answer = answer(Status.EXPIRED, null, null, source);

    source.clear();

    assertThat(answer.metadata()).containsExactly(Map.entry("page", "7"));
  }

  @Test
  void contentAndMetadataNeverShowInToString() {
    Answer answer = answer(Status.ANSWERED, "secret", null, Map.of("secret", "secret"));

    assertThat(answer.toString()).contains("q-1", "answered").doesNotContain("secret");
  }

  @Test
  void timeIsNeverNegativeEvenIfTwoClocksDisagree() {
    assertThat(new Timings(-1, -2, 3, -4)).isEqualTo(new Timings(0, 0, 3, 0));
  }

  @Test
  void tokensCannotBeNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Usage.of(-1, 2))
        .withMessage("inputTokens must not be negative: -1");
    assertThat(Usage.of(3, 4)).isEqualTo(new Usage(3L, 4L, 7L, null));
  }

  @Test
  void queryAndWorkerAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer("", 1, "worker-1"))
        .withMessage("queryId must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer("q-1", 1, ""))
        .withMessage("worker must not be empty");
  }

  @Test
  void attemptsCannotBeNegative() {
    assertThat(answer("q-1", 0, "worker-1").attempts()).isZero();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer("q-1", -1, "worker-1"))
        .withMessage("attempts must not be negative: -1");
  }

  @Test
  void sourcePositionIsOneThatKafkaHas() {
    assertThat(new SourcePosition("t", 0, 0).offset()).isZero();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourcePosition("", 0, 0))
        .withMessage("source.topic must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourcePosition("t", -1, 0))
        .withMessage("source.partition must not be negative: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourcePosition("t", 0, -1))
        .withMessage("source.offset must not be negative: -1");
  }

  @Test
  void sourcePositionReadsAsTheKeyOfADeadLetter() {
    assertThat(new SourcePosition("oracle.queries", 3, 42)).hasToString("oracle.queries-3-42");
  }

  private static Answer answer(
      Status status, @Nullable String content, @Nullable AnswerError error) {
    return answer(status, content, error, Map.of());
  }

  private static Answer answer(
      Status status,
      @Nullable String content,
      @Nullable AnswerError error,
      Map<String, String> metadata) {
    return answer("q-1", status, content, error, 1, "worker-1", metadata);
  }

  private static Answer answer(String queryId, int attempts, String worker) {
    return answer(queryId, Status.EXPIRED, null, null, attempts, worker, Map.of());
  }

  private static Answer answer(
      String queryId,
      Status status,
      @Nullable String content,
      @Nullable AnswerError error,
      int attempts,
      String worker,
      Map<String, String> metadata) {
    return new Answer(
        queryId,
        new SourcePosition("oracle.queries", 3, 42),
        status,
        "technical",
        null,
        content,
        null,
        null,
        null,
        CacheOutcome.MISS,
        error,
        Usage.UNKNOWN,
        attempts,
        new Timings(1, 2, 3, 6),
        worker,
        Instant.EPOCH,
        metadata,
        null);
  }
}
