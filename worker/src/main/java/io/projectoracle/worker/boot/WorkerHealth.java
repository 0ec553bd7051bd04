package io.projectoracle.worker.boot;

import io.projectoracle.worker.OracleWorker;
import io.projectoracle.worker.engine.Engine;
import io.projectoracle.worker.model.EndpointProbe;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the worker belongs to its group, none of its partitions is stuck, its endpoint can be
 * reached, and the engine has not failed. A member without partitions is up: it stands by.
 */
final class WorkerHealth implements HealthIndicator {
  private final OracleWorker worker;

  WorkerHealth(OracleWorker worker) {
    this.worker = worker;
  }

  @Override
  public Health health() {
    Engine engine = worker.engine();
    EndpointProbe.State endpoint = worker.endpointState();
    boolean failed = engine.failure().isPresent();
    boolean up =
        engine.isMember()
            && engine.clusterProblem().isEmpty()
            && engine.stuckPartitions() == 0
            && endpoint == EndpointProbe.State.REACHABLE
            && !failed;
    Health.Builder health = up ? Health.up() : Health.down();
    engine.clusterProblem().ifPresent(problem -> health.withDetail("clusterLacks", problem));
    worker.cancelProblem().ifPresent(problem -> health.withDetail("noCancels", problem));
    return health
        .withDetail("member", engine.isMember())
        .withDetail("partitionsReading", engine.readablePartitions())
        .withDetail("partitionsStuck", engine.stuckPartitions())
        .withDetail("endpoint", endpoint)
        .withDetail("lag", engine.lag())
        .withDetail("inFlight", engine.inFlight())
        .withDetail("waitingFor", worker.waits().byName())
        .withDetail("failed", failed)
        .build();
  }
}
