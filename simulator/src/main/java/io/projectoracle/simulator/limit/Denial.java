package io.projectoracle.simulator.limit;

import java.util.OptionalLong;

/**
 * Why a call was not admitted.
 *
 * @param kind {@code requests} or {@code tokens}: the limit that makes it wait longest
 * @param message what was used, asked and allowed
 * @param waitNanos when it would fit if nothing else is admitted; empty if it never can
 */
public record Denial(String kind, String message, OptionalLong waitNanos) {

  /** The wait in whole milliseconds, rounded up. */
  public OptionalLong retryAfterMillis() {
    return roundedUp(1_000_000);
  }

  /** The wait in whole seconds, rounded up, as {@code Retry-After} has it (RFC 9110 §10.2.3). */
  public OptionalLong retryAfterSeconds() {
    return roundedUp(1_000_000_000);
  }

  private OptionalLong roundedUp(long unitNanos) {
    return waitNanos.isPresent()
        ? OptionalLong.of((waitNanos.getAsLong() + unitNanos - 1) / unitNanos)
        : waitNanos;
  }
}
