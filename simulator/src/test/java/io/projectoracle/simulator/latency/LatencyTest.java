package io.projectoracle.simulator.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "fixed:200ms",
        "fixed:1500us",
        "uniform:50ms-400ms",
        "lognormal:median=300ms,p99=2s",
        "fixed:2m",
        "uniform:0s-1h"
      })
  void printsTheFormItReads(String form) {
    assertThat(Latency.parse(form)).hasToString(form);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soon                           | unknown form",
        "fixed:                         | unknown form",
        "fixed:200                      | whole number with us, ms, s, m or h",
        "fixed:0.2s                     | unknown form",
        "uniform:400ms-50ms             | max must be above min",
        "lognormal:median=2s,p99=300ms  | p99 must be above median",
        "lognormal:median=0ms,p99=1s    | median must be positive",
        "lognormal:p99=1s,median=1ms    | unknown form",
      })
  void namesTheKeyTheFormsAndTheReason(String form, String reason) {
    assertThatThrownBy(() -> Latency.parse(form))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("latency must be " + Latency.FORMS + ": '" + form + "'")
        .hasMessageContaining(reason);
  }

  @Test
  void noneNeedsNoTimer() {
    assertThat(Latency.none().draw(new SplittableRandom(1))).isZero();
  }

  @Test
  void uniformStaysWithinItsBoundsAndUsesThem() {
    long[] draws = sorted(Latency.parse("uniform:50ms-400ms"));

    assertThat(draws[0]).isBetween(millis(50), millis(52));
    assertThat(draws[draws.length - 1]).isBetween(millis(398), millis(400));
  }

  @Test
  void logNormalHitsItsMedianAndItsPercentile() {
    long[] draws = sorted(Latency.parse("lognormal:median=300ms,p99=2s"));

    assertThat(draws[draws.length / 2]).isBetween(millis(290), millis(310));
    assertThat(draws[draws.length / 100 * 99]).isBetween(millis(1_850), millis(2_150));
  }

  private static long[] sorted(Latency latency) {
    var random = new SplittableRandom(11);
    long[] draws = new long[100_000];
    Arrays.setAll(draws, i -> latency.draw(random).toNanos());
    Arrays.sort(draws);
    return draws;
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
