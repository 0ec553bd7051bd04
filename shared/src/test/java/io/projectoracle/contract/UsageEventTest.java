package io.projectoracle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UsageEventTest {
  @Test
  void statusComesWithAnAnswerAndOnlyWithAnAnswer() {
    assertThat(event(UsageEvent.Type.ANSWER, Status.EXPIRED, null).status())
        .isEqualTo(Status.EXPIRED);
    assertThat(event(UsageEvent.Type.ORPHAN, null, null).status()).isNull();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> event(UsageEvent.Type.ANSWER, null, null))
        .withMessage("status must be present if and only if type is answer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event(UsageEvent.Type.ORPHAN, Status.ANSWERED, null))
        .withMessage("status must be present if and only if type is answer");
  }

  @Test
  void failureComesWithFailedAndOnlyWithFailed() {
    assertThat(event(UsageEvent.Type.ANSWER, Status.FAILED, FailureKind.TIMEOUT).failure())
        .isEqualTo(FailureKind.TIMEOUT);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> event(UsageEvent.Type.ANSWER, Status.FAILED, null))
        .withMessage("failure must be present if and only if status is failed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event(UsageEvent.Type.ANSWER, Status.ANSWERED, FailureKind.TIMEOUT))
        .withMessage("failure must be present if and only if status is failed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event(UsageEvent.Type.ORPHAN, null, FailureKind.TIMEOUT))
        .withMessage("failure must be present if and only if status is failed");
  }

  @Test
  void durationOfACallIsNeverNegative() {
    UsageAttempt attempt =
        new UsageAttempt("worker-1.7", "primary", "m", Instant.EPOCH, -1, null, Usage.UNKNOWN);

    assertThat(attempt.durationMicros()).isZero();
  }

  @Test
  void queryAndWorkerAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event(UsageEvent.Type.ORPHAN, null, null, "", "worker-1"))
        .withMessage("queryId must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event(UsageEvent.Type.ORPHAN, null, null, "q-1", ""))
        .withMessage("worker must not be empty");
  }

  private static UsageEvent event(
      UsageEvent.Type type, @Nullable Status status, @Nullable FailureKind failure) {
    return event(type, status, failure, "q-1", "worker-1");
  }

  private static UsageEvent event(
      UsageEvent.Type type,
      @Nullable Status status,
      @Nullable FailureKind failure,
      String queryId,
      String worker) {
    return new UsageEvent(
        type,
        queryId,
        new SourcePosition("oracle.queries", 3, 42),
        "technical",
        null,
        null,
        status,
        failure,
        CacheOutcome.MISS,
        List.of(),
        Usage.NONE,
        new Timings(1, 2, 3, 6),
        worker,
        Instant.EPOCH);
  }
}
