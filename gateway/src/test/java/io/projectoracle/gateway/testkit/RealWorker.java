package io.projectoracle.gateway.testkit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.worker.OracleWorker;
import io.projectoracle.worker.WorkerSettings;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.cache.CacheSettings;
import io.projectoracle.worker.call.RetryPolicy;
import io.projectoracle.worker.engine.EngineSettings;
import io.projectoracle.worker.model.EndpointSettings;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A worker as it is shipped, in front of a simulated model. */
public final class RealWorker implements AutoCloseable {
  private final Simulator simulator;
  private final OracleWorker worker;

  private RealWorker(Simulator simulator, OracleWorker worker) {
    this.simulator = simulator;
    this.worker = worker;
  }

  public static RealWorker start(String servers, Topics topics) {
    Simulator simulator = Simulator.start(SimulatorSettings.defaults());
    return new RealWorker(
        simulator,
        OracleWorker.start(settings(servers, topics, simulator), new SimpleMeterRegistry()));
  }

  public Simulator simulator() {
    return simulator;
  }

  @Override
  public void close() {
    worker.close();
    simulator.close();
  }

  private static WorkerSettings settings(String servers, Topics topics, Simulator simulator) {
    return new WorkerSettings(
        "worker-" + UUID.randomUUID(),
        topics,
        Map.of("bootstrap.servers", servers),
        Agents.defaults(),
        new EndpointSettings(
            "simulator",
            simulator.endpoint(),
            /* apiKey= */ null,
            EndpointSettings.DEFAULT_CONNECT_TIMEOUT,
            EndpointSettings.DEFAULT_CALL_TIMEOUT,
            EndpointSettings.DEFAULT_MAX_RESPONSE_BYTES,
            /* connections= */ 10,
            /* identifyCalls= */ true),
        /* rateLimit= */ null,
        CacheSettings.DEFAULT,
        RetryPolicy.DEFAULT,
        new EngineSettings(
            /* maxInFlight= */ 100,
            /* maxInFlightBytes= */ 16L * 1024 * 1024,
            EngineSettings.DEFAULT_COMMIT_INTERVAL,
            EngineSettings.DEFAULT_MAX_COMMIT_RESULTS,
            /* drainTimeout= */ Duration.ofSeconds(10),
            EngineSettings.DEFAULT_MAX_STARTS,
            /* startFrom= */ null),
        SizeLimits.DEFAULT,
        /* ioThreads= */ 1);
  }
}
