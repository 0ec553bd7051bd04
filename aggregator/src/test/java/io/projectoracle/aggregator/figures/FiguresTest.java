package io.projectoracle.aggregator.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.projectoracle.aggregator.testkit.UsageEvents;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Usage;
import io.projectoracle.contract.UsageEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void countQueriesByHowTheyEnded() {
    var summary =
        summaryOf(
            UsageEvents.answered("a", "m", 10, Usage.of(1, 2)),
            UsageEvents.cached("a", "m", 10),
            UsageEvents.failed("a", "m", FailureKind.SERVER_ERROR),
            UsageEvents.ended("a", Status.EXPIRED),
            UsageEvents.ended("a", Status.CANCELLED));

    assertThat(summary.queries()).isEqualTo(new FiguresSummary.Queries(5, 2, 1, 1, 1));
    assertThat(summary.cache()).isEqualTo(new FiguresSummary.Cache(1, 2, 0, 2));
  }

  @Test
  void tellBothErrorRatesApart() {
    var summary =
        summaryOf(
            UsageEvents.cached("a", "m", 10),
            UsageEvents.failed("a", "m", FailureKind.TIMEOUT),
            UsageEvents.failed("a", "m", FailureKind.TIMEOUT),
            UsageEvents.failed("a", "m", FailureKind.TIMEOUT),
            UsageEvents.failed("a", "m", FailureKind.REJECTED),
            UsageEvents.cached("a", "m", 10),
            UsageEvents.cached("a", "m", 10),
            UsageEvents.ended("a", Status.EXPIRED));

    assertThat(summary.errors().total()).isEqualTo(4);
    assertThat(summary.errors().shareOfQueries()).isEqualTo(0.5);
    assertThat(summary.errors().kinds())
        .isEqualTo(
            Map.of(
                "timeout", new FiguresSummary.ErrorKind(3, 0.75, 0.375),
                "rejected", new FiguresSummary.ErrorKind(1, 0.25, 0.125)));
  }

  @Test
  void countCallsByWhatTheyLedTo() {
    var summary =
        summaryOf(
            UsageEvents.answered("a", "m", 10, Usage.of(1, 2)),
            UsageEvents.failed("a", "m", FailureKind.RATE_LIMITED));

    assertThat(summary.attempts())
        .isEqualTo(new FiguresSummary.Attempts(2, 1, sorted(Map.of("rate_limited", 1L))));
  }

  @Test
  void keepUnknownTokensApartFromZero() {
    var summary =
        summaryOf(
            UsageEvents.answered("a", "m", 10, Usage.of(100, 20)),
            UsageEvents.answered("a", "m", 10, new Usage(7L, null, null, null)),
            UsageEvents.cached("a", "m", 10));

    assertThat(summary.tokens()).isEqualTo(new FiguresSummary.Tokens(107, 20, 120, 1));
  }

  @Test
  void addUpCostExactlyAndCountWhatIsUnknown() {
    var summary =
        summaryOf(
            UsageEvents.answered("a", "m", 10, new Usage(1L, 1L, 2L, new BigDecimal("0.10"))),
            UsageEvents.answered("a", "m", 10, new Usage(1L, 1L, 2L, new BigDecimal("0.2"))),
            UsageEvents.answered("a", "m", 10, Usage.of(1, 1)),
            UsageEvents.cached("a", "m", 10));

    assertThat(summary.cost()).isEqualTo(new FiguresSummary.Cost("0.3", 1));
  }

  @Test
  void takeAnAbsurdCostForUnknown() {
    var absurd = new BigDecimal("1e2000000000");

    var summary = summaryOf(UsageEvents.answered("a", "m", 10, new Usage(1L, 1L, 2L, absurd)));

    assertThat(summary.cost()).isEqualTo(new FiguresSummary.Cost("0", 1));
  }

  @Test
  void knowTheResponseTimesOfAnsweredQueries() {
    var figures = new Figures();
    for (long millis = 1; millis <= 1_000; millis++) {
      figures.add(UsageEvents.answered("a", "m", millis * 1_000, Usage.of(1, 1)));
    }
    figures.add(UsageEvents.failed("a", "m", FailureKind.TIMEOUT));

    var time = figures.summary().responseTime();

    assertThat(time.count()).isEqualTo(1_000);
    assertThat(time.minMillis()).isEqualTo(1.0);
    assertThat(time.maxMillis()).isEqualTo(1_000.0);
    assertThat(time.averageMillis()).isEqualTo(500.5);
    assertThat(time.p50Millis()).isCloseTo(500, within(5.0));
    assertThat(time.p95Millis()).isCloseTo(950, within(9.5));
    assertThat(time.p99Millis()).isCloseTo(990, within(9.9));
  }

  @Test
  void knowNoTimesOfNoQueries() {
    assertThat(new Figures().summary().responseTime()).isEqualTo(FiguresSummary.Time.NONE);
  }

  @Test
  void surviveTimesBeyondAnyReason() {
    var summary =
        summaryOf(
            UsageEvents.answered("a", "m", Long.MAX_VALUE, Usage.of(1, 1)),
            UsageEvents.answered("a", "m", Long.MAX_VALUE, Usage.of(Long.MAX_VALUE / 2, 1)));

    assertThat(summary.responseTime().count()).isEqualTo(2);
    assertThat(summary.responseTime().maxMillis()).isPositive();
    assertThat(summary.responseTime().averageMillis()).isPositive();
  }

  @Test
  void countOrphansApartFromQueries() {
    var summary = summaryOf(UsageEvents.orphan("a", "m", Usage.of(30, 4)));

    assertThat(summary.queries().total()).isZero();
    assertThat(summary.attempts().total()).isZero();
    assertThat(summary.tokens().total()).isZero();
    assertThat(summary.orphans())
        .isEqualTo(
            new FiguresSummary.Orphans(
                1, 1, new FiguresSummary.Tokens(30, 4, 34, 0), new FiguresSummary.Cost("0", 1)));
  }

  @Test
  void refuseBytesOfAnotherVersion() {
    var bytes = new Figures().encode();
    bytes[0] = 2;

    assertThatThrownBy(() -> Figures.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("figures must be of version 1, start with a new application id: 2");
  }

  @Test
  void refuseBytesThatAreCutOff() {
    assertThatThrownBy(() -> Figures.decode(new byte[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("figures are damaged, length in bytes: 2");
  }

  private static FiguresSummary summaryOf(UsageEvent... events) {
    var figures = new Figures();
    List.of(events).forEach(figures::add);
    return figures.summary();
  }

  private static SortedMap<String, Long> sorted(Map<String, Long> map) {
    return new TreeMap<>(map);
  }
}
