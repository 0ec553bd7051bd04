package io.projectoracle.worker.boot;

import io.projectoracle.worker.engine.Engine;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while partitions are read, none is stuck, and the engine has not failed. */
final class WorkerHealth implements HealthIndicator {
  private final Engine engine;

  WorkerHealth(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Health health() {
    int reading = engine.readablePartitions();
    int stuck = engine.stuckPartitions();
    boolean failed = engine.failure().isPresent();
    Health.Builder health = reading > 0 && stuck == 0 && !failed ? Health.up() : Health.down();
    return health
        .withDetail("partitionsReading", reading)
        .withDetail("partitionsStuck", stuck)
        .withDetail("failed", failed)
        .build();
  }
}
