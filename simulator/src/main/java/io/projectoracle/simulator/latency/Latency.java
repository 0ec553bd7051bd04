package io.projectoracle.simulator.latency;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The distribution of the time between a request and its answer. Immutable; prints itself in the
 * form {@link #parse(String)} reads.
 */
public sealed interface Latency {

  /** The accepted forms, for messages and help texts. */
  String FORMS =
      "none, fixed:200ms, uniform:50ms-400ms or lognormal:median=300ms,p99=2s (units us, ms, s, m, h)";

  /** Answers at once. */
  static Latency none() {
    return new Fixed(Duration.ZERO);
  }

  /** Every answer takes the same time. */
  static Latency fixed(Duration delay) {
    return new Fixed(delay);
  }

  /**
   * Reads a distribution.
   *
   * @throws IllegalArgumentException if the text has none of the accepted {@link #FORMS}, or its
   *     numbers contradict each other
   */
  static Latency parse(String text) {
    return LatencyText.parse(text);
  }

  /** Draws the delay of one call; zero means no timer at all. */
  Duration draw(RandomGenerator random);

  /**
   * Every call takes {@code delay}.
   *
   * @param delay zero or more
   */
  record Fixed(Duration delay) implements Latency {
    /** Checks the bounds. */
    public Fixed {
      LatencyText.require(!delay.isNegative(), "latency must not be negative", delay);
    }

    @Override
    public Duration draw(RandomGenerator random) {
      return delay;
    }

    @Override
    public String toString() {
      return delay.isZero() ? "none" : "fixed:" + DurationText.format(delay);
    }
  }

  /**
   * Evenly spread between two bounds.
   *
   * @param min shortest delay, zero or more
   * @param max longest delay, above {@code min}
   */
  record Uniform(Duration min, Duration max) implements Latency {
    /** Checks the bounds. */
    public Uniform {
      LatencyText.require(!min.isNegative(), "latency must not be negative", min);
      LatencyText.require(max.compareTo(min) > 0, "latency max must be above min " + min, max);
    }

    @Override
    public Duration draw(RandomGenerator random) {
      return Duration.ofNanos(random.nextLong(min.toNanos(), max.toNanos() + 1));
    }

    @Override
    public String toString() {
      return "uniform:" + DurationText.format(min) + "-" + DurationText.format(max);
    }
  }

  /**
   * The shape of real model latency: a long right tail. A draw is cut at 100 times the p99, which
   * keeps a single draw from outliving a test.
   *
   * @param median half of the calls are faster
   * @param p99 one call in a hundred is slower, above {@code median}
   */
  record LogNormal(Duration median, Duration p99) implements Latency {

    /** The 99th percentile of the standard normal distribution. */
    private static final double Z99 = 2.3263478740408408;

    /** Checks the bounds. */
    public LogNormal {
      LatencyText.require(
          !median.isNegative() && !median.isZero(), "latency median must be positive", median);
      LatencyText.require(
          p99.compareTo(median) > 0, "latency p99 must be above median " + median, p99);
    }

    @Override
    public Duration draw(RandomGenerator random) {
      double sigma = Math.log((double) p99.toNanos() / median.toNanos()) / Z99;
      double nanos = median.toNanos() * Math.exp(sigma * random.nextGaussian());
      return Duration.ofNanos((long) Math.min(nanos, 100.0 * p99.toNanos()));
    }

    @Override
    public String toString() {
      return "lognormal:median=" + DurationText.format(median) + ",p99=" + DurationText.format(p99);
    }
  }
}
