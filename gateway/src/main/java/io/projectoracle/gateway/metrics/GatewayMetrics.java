package io.projectoracle.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.answers.LookUps;
import java.time.Duration;
import java.util.function.Supplier;

/** Writes the meters. Thread-safe. */
public final class GatewayMetrics implements LookUps.Observer {
  private static final String ACCEPTED = "accepted";

  private final MeterRegistry registry;

  public GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Kafka has a query. */
  public void accepted() {
    submitted(ACCEPTED);
  }

  /** A query was refused. */
  public void refused(Refusal refusal) {
    submitted(refusal.wireName());
  }

  @Override
  public void lookedUp(String outcome, Duration time) {
    Timer.builder(GatewayMeter.LOOK_UPS.meterName())
        .description(GatewayMeter.LOOK_UPS.description())
        .tag(GatewayMeter.LOOK_UPS.tag(), outcome)
        .register(registry)
        .record(time);
  }

  /** Shows a value that goes up and down. */
  public void gauge(GatewayMeter meter, Supplier<Number> value) {
    Gauge.builder(meter.meterName(), value)
        .description(meter.description())
        .strongReference(true)
        .register(registry);
  }

  private void submitted(String result) {
    Counter.builder(GatewayMeter.SUBMISSIONS.meterName())
        .description(GatewayMeter.SUBMISSIONS.description())
        .tag(GatewayMeter.SUBMISSIONS.tag(), result)
        .register(registry)
        .increment();
  }
}
