package io.projectoracle.aggregator.boot;

import io.projectoracle.aggregator.StreamFailurePolicy;
import io.projectoracle.aggregator.StreamedFigures;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the stream runs or rebalances; its state, what its start waits for and what has stopped
 * it stand in the details.
 */
final class StreamHealth implements HealthIndicator {
  private final StreamedFigures figures;
  private final StreamStart start;
  private final StreamFailurePolicy failures;

  StreamHealth(StreamedFigures figures, StreamStart start, StreamFailurePolicy failures) {
    this.figures = figures;
    this.start = start;
    this.failures = failures;
  }

  @Override
  public Health health() {
    var state = figures.state();
    var health = state.isRunningOrRebalancing() ? Health.up() : Health.down();
    start.waitingFor().ifPresent(reason -> health.withDetail("waitingFor", reason));
    failures.fatal().ifPresent(failure -> health.withDetail("failure", Reasons.of(failure)));
    return health.withDetail("state", state.name()).build();
  }
}
