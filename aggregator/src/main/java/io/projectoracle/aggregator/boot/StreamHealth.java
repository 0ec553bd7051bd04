package io.projectoracle.aggregator.boot;

import io.projectoracle.aggregator.StreamFailurePolicy;
import io.projectoracle.aggregator.StreamedFigures;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the stream runs or rebalances; state and reason stand in the details. */
final class StreamHealth implements HealthIndicator {
  private final StreamedFigures figures;
  private final StreamFailurePolicy failures;

  StreamHealth(StreamedFigures figures, StreamFailurePolicy failures) {
    this.figures = figures;
    this.failures = failures;
  }

  @Override
  public Health health() {
    var state = figures.state();
    var health = state.isRunningOrRebalancing() ? Health.up() : Health.down();
    failures.fatal().ifPresent(failure -> health.withDetail("failure", reason(failure)));
    return health.withDetail("state", state.name()).build();
  }

  /** What was tried, and why it failed. */
  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return failure == deepest ? failure.toString() : failure.getMessage() + ": " + deepest;
  }
}
