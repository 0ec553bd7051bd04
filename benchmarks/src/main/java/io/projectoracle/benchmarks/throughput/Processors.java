package io.projectoracle.benchmarks.throughput;

import io.projectoracle.benchmarks.process.PartProcess;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Processor time at a moment: of the process that is measured, and of those that serve it.
 *
 * @param own of the process
 * @param others of broker and model
 */
record Processors(Duration own, Duration others) {
  static Processors now(PartProcess process, Supplier<Duration> others) {
    return new Processors(process.usage().cpu(), others.get());
  }

  /** Microseconds of the process for each of so many, since an earlier moment. */
  double ownMicros(Processors earlier, long count) {
    return own.minus(earlier.own).toNanos() / 1e3 / count;
  }

  /** Microseconds of the others for each of so many, since an earlier moment. */
  double othersMicros(Processors earlier, long count) {
    return others.minus(earlier.others).toNanos() / 1e3 / count;
  }
}
