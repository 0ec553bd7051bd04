package io.projectoracle.aggregator.boot;

import io.projectoracle.aggregator.StreamedFigures;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the stream runs or rebalances; the state stands in the details. */
final class StreamHealth implements HealthIndicator {
  private final StreamedFigures figures;

  StreamHealth(StreamedFigures figures) {
    this.figures = figures;
  }

  @Override
  public Health health() {
    var state = figures.state();
    var health = state.isRunningOrRebalancing() ? Health.up() : Health.down();
    return health.withDetail("state", state.name()).build();
  }
}
