package io.projectoracle.aggregator.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.aggregator.figures.Figures;
import io.projectoracle.aggregator.testkit.UsageEvents;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Usage;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AggregatorMeterTest {
  @ParameterizedTest
  @EnumSource
  void standsInTheReadme(AggregatorMeter meter) throws Exception {
    assertThat(Files.readString(Path.of("README.md"))).contains("`" + meter.meterName() + "`");
  }

  @ParameterizedTest
  @EnumSource
  void hasTagValuesIfAndOnlyIfItHasATag(AggregatorMeter meter) {
    var readings = meter.read(everything().summary());

    assertThat(readings).isNotEmpty();
    assertThat(readings.containsKey(AggregatorMeter.UNTAGGED)).isEqualTo(meter.tag() == null);
  }

  @Test
  void readsFigures() {
    var figures = everything().summary();

    assertThat(AggregatorMeter.QUERIES.read(figures))
        .isEqualTo(Map.of("answered", 1L, "failed", 1L, "expired", 0L, "cancelled", 0L));
    assertThat(AggregatorMeter.ERRORS.read(figures)).isEqualTo(Map.of("timeout", 1L));
    assertThat(AggregatorMeter.ATTEMPTS.read(figures))
        .isEqualTo(Map.of("succeeded", 1L, "timeout", 1L));
    assertThat(AggregatorMeter.TOKENS.read(figures)).isEqualTo(Map.of("input", 3L, "output", 4L));
    assertThat(AggregatorMeter.COST.read(figures)).isEqualTo(Map.of("", 0.25));
    assertThat(AggregatorMeter.RESPONSE_TIME.read(figures))
        .isEqualTo(
            Map.of("min", 2.0, "average", 2.0, "max", 2.0, "p50", 2.0, "p95", 2.0, "p99", 2.0));
  }

  @Test
  void hasNoTimesOfNothing() {
    assertThat(AggregatorMeter.RESPONSE_TIME.read(new Figures().summary())).isEmpty();
  }

  private static Figures everything() {
    var figures = new Figures();
    var usage = new Usage(3L, 4L, 7L, new BigDecimal("0.25"));
    figures.add(UsageEvents.answered("a", "m", 2_000_000, usage));
    figures.add(UsageEvents.failed("a", "m", FailureKind.TIMEOUT));
    figures.add(UsageEvents.orphan("a", "m", usage));
    return figures;
  }
}
