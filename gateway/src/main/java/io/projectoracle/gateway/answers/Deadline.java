package io.projectoracle.gateway.answers;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.TimeoutException;

/** A point in time by a clock for intervals. */
record Deadline(LongSupplier nanoTime, long atNanos) {
  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** Never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, atNanos - nanoTime.getAsLong()));
  }

  void check() {
    if (remaining().isZero()) {
      throw new TimeoutException("out of time");
    }
  }
}
