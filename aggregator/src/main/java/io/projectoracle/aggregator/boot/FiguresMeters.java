package io.projectoracle.aggregator.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.projectoracle.aggregator.FiguresUnavailableException;
import io.projectoracle.aggregator.StreamedFigures;
import io.projectoracle.aggregator.figures.AgentModel;
import io.projectoracle.aggregator.figures.FiguresReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the figures as meters. Takes them over at an interval, so that a scrape never waits for the
 * stream; meters of a pair appear with its first event. While the figures cannot be read the meters
 * keep their values. Thread-safe.
 */
final class FiguresMeters implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FiguresMeters.class);

  static final String UNREADABLE = "oracle.aggregator.unreadable";

  private final MeterRegistry registry;
  private final StreamedFigures figures;
  private final Duration interval;
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "oracle-aggregator-meters-1");
            thread.setDaemon(true);
            return thread;
          });

  private volatile Map<Series, Double> values = Map.of();
  private volatile long unreadable;

  FiguresMeters(MeterRegistry registry, StreamedFigures figures, Duration interval) {
    this.registry = registry;
    this.figures = figures;
    this.interval = interval;
  }

  /** One line of a scrape. */
  private record Series(AggregatorMeter meter, AgentModel pair, String tagValue) {
    Tags tags() {
      var tags = Tags.of("agent", pair.agent(), "model", pair.model());
      return meter.tag() == null ? tags : tags.and(meter.tag(), tagValue);
    }
  }

  void start() {
    FunctionCounter.builder(UNREADABLE, this, it -> it.unreadable)
        .description("records skipped because they are no usage events")
        .register(registry);
    var nanos = interval.toNanos();
    var unused = refresher.scheduleWithFixedDelay(this::refresh, 0, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    refresher.shutdownNow();
  }

  private void refresh() {
    try {
      take(figures.report());
    } catch (FiguresUnavailableException e) {
      log.debug("meters keep their values reason={}", e.getMessage());
    } catch (RuntimeException e) { // Would end the schedule without a word.
      log.warn("meters keep their values", e);
    }
  }

  private void take(FiguresReport report) {
    var taken = new HashMap<Series, Double>();
    for (var row : report.rows()) {
      for (var meter : AggregatorMeter.values()) {
        meter
            .read(row.figures())
            .forEach(
                (tagValue, value) ->
                    taken.put(new Series(meter, row.pair(), tagValue), value.doubleValue()));
      }
    }
    var known = values;
    values = taken;
    unreadable = report.unreadableRecords();
    taken.keySet().stream().filter(it -> !known.containsKey(it)).forEach(this::register);
  }

  /** Registering once more, after a pair was away for a while, changes nothing. */
  private void register(Series series) {
    var meter = series.meter();
    if (meter.isCounter()) {
      FunctionCounter.builder(meter.meterName(), this, it -> it.value(series))
          .description(meter.description())
          .baseUnit(meter.unit())
          .tags(series.tags())
          .register(registry);
    } else {
      Gauge.builder(meter.meterName(), this, it -> it.value(series))
          .description(meter.description())
          .baseUnit(meter.unit())
          .tags(series.tags())
          .register(registry);
    }
  }

  private double value(Series series) {
    return values.getOrDefault(series, 0.0);
  }
}
