package io.projectoracle.benchmarks.inflight;

import java.time.Duration;
import java.util.Locale;

/**
 * Slow calls.
 *
 * @param calls how many at a time
 * @param partitions partitions of the source
 * @param latency how long each takes
 * @param time how long to measure: some times the latency
 */
public record CallLoad(int calls, int partitions, Duration latency, Duration time) {
  public CallLoad {
    if (time.compareTo(latency) < 0) {
      throw new IllegalArgumentException(
          "time must be at least the latency " + latency + ": " + time);
    }
  }

  /** How many a second there can be, by Little's law. */
  double idealRate() {
    return calls * 1e9 / latency.toNanos();
  }

  /** How many are asked for, so that there are always more. */
  int queries(int extraCalls) {
    return (int) (idealRate() * time.toNanos() / 1e9) + calls * extraCalls;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%,d calls of %d ms from %d partition%s",
        calls,
        latency.toMillis(),
        partitions,
        partitions == 1 ? "" : "s");
  }
}
