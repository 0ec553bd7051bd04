package io.projectoracle.aggregator.figures;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * A distribution of durations in microseconds: count, sum, smallest and largest are exact,
 * percentiles are within 1 % up to a day and stay there beyond. Not thread-safe.
 */
final class Durations {
  private static final int SIGNIFICANT_DIGITS = 2;
  private static final long MAX_RECORDED_MICROS = Duration.ofDays(1).toNanos() / 1_000;

  private final Histogram histogram;
  private long sumMicros;
  private long minMicros;
  private long maxMicros;

  Durations() {
    this(new Histogram(SIGNIFICANT_DIGITS));
  }

  private Durations(Histogram histogram) {
    histogram.setAutoResize(true);
    this.histogram = histogram;
  }

  void add(long micros) {
    widen(micros, micros);
    histogram.recordValue(Math.min(micros, MAX_RECORDED_MICROS));
    sumMicros = Sum.of(sumMicros, micros);
  }

  void add(Durations other) {
    if (other.isEmpty()) {
      return;
    }
    widen(other.minMicros, other.maxMicros);
    histogram.add(other.histogram);
    sumMicros = Sum.of(sumMicros, other.sumMicros);
  }

  FiguresSummary.Time summary() {
    if (isEmpty()) {
      return FiguresSummary.Time.NONE;
    }
    return new FiguresSummary.Time(
        histogram.getTotalCount(),
        millis(minMicros),
        millis(sumMicros) / histogram.getTotalCount(),
        millis(maxMicros),
        millis(percentile(50)),
        millis(percentile(95)),
        millis(percentile(99)));
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(sumMicros);
    out.writeLong(minMicros);
    out.writeLong(maxMicros);
    var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    var length = histogram.encodeIntoByteBuffer(buffer);
    out.writeInt(length);
    out.write(buffer.array(), 0, length);
  }

  static Durations readFrom(DataInput in) throws IOException {
    var sumMicros = in.readLong();
    var minMicros = in.readLong();
    var maxMicros = in.readLong();
    var bytes = new byte[in.readInt()];
    in.readFully(bytes);
    var durations = new Durations(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 0));
    durations.sumMicros = sumMicros;
    durations.minMicros = minMicros;
    durations.maxMicros = maxMicros;
    return durations;
  }

  private boolean isEmpty() {
    return histogram.getTotalCount() == 0;
  }

  private void widen(long min, long max) {
    minMicros = isEmpty() ? min : Math.min(minMicros, min);
    maxMicros = Math.max(maxMicros, max);
  }

  /** The histogram names the upper end of a bucket, which may lie beyond what ever occurred. */
  private long percentile(double percent) {
    return Math.max(minMicros, Math.min(maxMicros, histogram.getValueAtPercentile(percent)));
  }

  private static double millis(long micros) {
    return micros / 1_000.0;
  }
}
