package io.projectoracle.benchmarks.latency;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A distribution of delays. Confined to one thread. */
final class Delays {
  private static final int DIGITS = 3;

  private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(5), DIGITS);

  void addMicros(long delay) {
    micros.recordValue(Math.max(0, delay));
  }

  void add(Delays others) {
    micros.add(others.micros);
  }

  double millisAt(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }
}
