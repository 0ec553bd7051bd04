package io.projectoracle.worker.call;

import io.projectoracle.contract.FailureKind;
import io.projectoracle.worker.model.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When to try again: exponential backoff with jitter (half of each delay is random), never before
 * the time the endpoint asks for.
 *
 * <p>Failures that cannot have cost anything, because the endpoint was not reached or was over its
 * limit, are a matter of patience: they are repeated until {@code giveUpAfter}. Others may have
 * been paid for, and are repeated {@code maxAttempts} times in all.
 *
 * @param maxAttempts attempts that may have cost something, at least 1
 * @param giveUpAfter how long after the first attempt to go on with those that did not
 * @param baseDelay delay before the second attempt
 * @param maxDelay longest delay of the backoff
 */
public record RetryPolicy(
    int maxAttempts, Duration giveUpAfter, Duration baseDelay, Duration maxDelay) {

  /** Five attempts, a quarter of an hour of patience, delays from half a second to 30 seconds. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(5, Duration.ofMinutes(15), Duration.ofMillis(500), Duration.ofSeconds(30));

  private static final int LARGEST_EXPONENT = 20;

  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("max-attempts must be at least 1: " + maxAttempts);
    }
    if (giveUpAfter.isNegative()) {
      throw new IllegalArgumentException("give-up-after must not be negative: " + giveUpAfter);
    }
    if (baseDelay.isNegative() || baseDelay.isZero() || baseDelay.compareTo(maxDelay) > 0) {
      throw new IllegalArgumentException(
          "base-delay must be positive and at most max-delay " + maxDelay + ": " + baseDelay);
    }
  }

  /** Whether an attempt that failed like this can have cost nothing. */
  static boolean isFree(FailureKind kind) {
    return kind == FailureKind.UNREACHABLE || kind == FailureKind.RATE_LIMITED;
  }

  /**
   * How long to wait before the next attempt.
   *
   * @param failure how the last attempt failed
   * @param attempts attempts made
   * @param chargeable attempts among them that may have cost something
   * @param elapsed time since the first attempt began
   * @param random uniform in [0, 1)
   * @return empty to give up
   */
  Optional<Duration> delayAfter(
      Failure.Transient failure,
      int attempts,
      int chargeable,
      Duration elapsed,
      DoubleSupplier random) {
    boolean patient = isFree(failure.kind());
    if (patient ? elapsed.compareTo(giveUpAfter) >= 0 : chargeable >= maxAttempts) {
      return Optional.empty();
    }
    long full =
        Math.min(
            maxDelay.toNanos(),
            saturatedShift(baseDelay.toNanos(), Math.min(attempts - 1, LARGEST_EXPONENT)));
    Duration backoff = Duration.ofNanos(full / 2 + (long) (random.getAsDouble() * full / 2));
    Duration asked = failure.retryAfter();
    return Optional.of(asked == null || asked.compareTo(backoff) < 0 ? backoff : asked);
  }

  private static long saturatedShift(long value, int exponent) {
    long shifted = value << exponent;
    return shifted >> exponent == value ? shifted : Long.MAX_VALUE;
  }
}
