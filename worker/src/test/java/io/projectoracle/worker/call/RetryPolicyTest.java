package io.projectoracle.worker.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.contract.FailureKind;
import io.projectoracle.worker.model.Failure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(3, Duration.ofMinutes(10), Duration.ofMillis(100), Duration.ofSeconds(5));

  @Test
  void delaysDoubleUpToTheirBoundAndHalfOfEachIsRandom() {
    assertThat(delay(FailureKind.RATE_LIMITED, 1, 0)).contains(Duration.ofMillis(50));
    assertThat(delay(FailureKind.RATE_LIMITED, 1, 0.5)).contains(Duration.ofMillis(75));
    assertThat(delay(FailureKind.RATE_LIMITED, 3, 0)).contains(Duration.ofMillis(200));
    assertThat(delay(FailureKind.RATE_LIMITED, 60, 0)).contains(Duration.ofMillis(2_500));
  }

  @Test
  void whatMayHaveBeenPaidForIsRepeatedAFewTimesOnly() {
    Failure.Transient failure = new Failure.Transient(FailureKind.SERVER_ERROR, "x");

    assertThat(POLICY.delayAfter(failure, 2, 2, Duration.ZERO, () -> 0)).isPresent();
    assertThat(POLICY.delayAfter(failure, 3, 3, Duration.ZERO, () -> 0)).isEmpty();
    assertThat(POLICY.delayAfter(failure, 9, 2, Duration.ofHours(1), () -> 0)).isPresent();
  }

  @Test
  void whatCostsNothingIsAMatterOfPatience() {
    Failure.Transient failure = new Failure.Transient(FailureKind.UNREACHABLE, "x");

    assertThat(POLICY.delayAfter(failure, 50, 0, Duration.ofMinutes(9), () -> 0)).isPresent();
    assertThat(POLICY.delayAfter(failure, 2, 0, Duration.ofMinutes(10), () -> 0)).isEmpty();
  }

  @Test
  void theEndpointsWishIsAFloor() {
    Failure.Transient failure =
        new Failure.Transient(FailureKind.RATE_LIMITED, "x", Duration.ofMinutes(2));

    assertThat(POLICY.delayAfter(failure, 1, 0, Duration.ZERO, () -> 0.9))
        .contains(Duration.ofMinutes(2));
  }

  @Test
  void contradictionsAreNamed() {
    assertThatThrownBy(
            () -> new RetryPolicy(3, Duration.ZERO, Duration.ofSeconds(9), Duration.ofSeconds(1)))
        .hasMessage("base-delay must be positive and at most max-delay PT1S: PT9S");
  }

  private static Optional<Duration> delay(FailureKind kind, int attempts, double random) {
    return POLICY.delayAfter(
        new Failure.Transient(kind, "x"), attempts, 0, Duration.ZERO, () -> random);
  }
}
