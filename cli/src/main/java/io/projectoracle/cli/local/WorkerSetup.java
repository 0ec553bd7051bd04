package io.projectoracle.cli.local;

import io.projectoracle.cli.console.CallRate;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.worker.WorkerSettings;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.cache.CacheSettings;
import io.projectoracle.worker.call.RetryPolicy;
import io.projectoracle.worker.engine.EngineSettings;
import io.projectoracle.worker.limit.RateLimit;
import io.projectoracle.worker.model.EndpointSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a worker's settings of those of this process. */
final class WorkerSetup {
  private static final String SIMULATOR = "simulator";

  private WorkerSetup() {}

  static WorkerSettings settings(
      LocalSettings settings, KafkaConnection kafka, @Nullable URI simulator) {
    LocalSettings.ModelSettings model = settings.model();
    Map<String, Object> config = new HashMap<>(kafka.config());
    config.put("bootstrap.servers", kafka.bootstrapServers());
    return new WorkerSettings(
        "worker-" + QueryIds.next(),
        settings.topics(),
        config,
        agents(model.model()),
        endpoint(model, simulator),
        rateLimit(model.rate()),
        CacheSettings.DEFAULT,
        RetryPolicy.DEFAULT,
        new EngineSettings(
            model.maxInFlight(),
            EngineSettings.defaultMaxInFlightBytes(),
            EngineSettings.DEFAULT_COMMIT_INTERVAL,
            EngineSettings.DEFAULT_MAX_COMMIT_RESULTS,
            settings.drainTimeout(),
            EngineSettings.DEFAULT_MAX_STARTS,
            /* startFrom= */ null),
        SizeLimits.DEFAULT,
        WorkerSettings.defaultIoThreads());
  }

  private static Agents agents(@Nullable String model) {
    Agents agents = Agents.defaults();
    return model == null ? agents : agents.map(agent -> agent.withModel(model));
  }

  private static EndpointSettings endpoint(
      LocalSettings.ModelSettings model, @Nullable URI simulator) {
    if (model.endpoint() instanceof Endpoint.Remote remote) {
      return endpoint(remote.name(), remote.url(), remote.apiKey(), model.concurrency(), false);
    }
    if (simulator == null) {
      throw new IllegalStateException("simulator is not running");
    }
    return endpoint(SIMULATOR, simulator, null, model.concurrency(), true);
  }

  private static EndpointSettings endpoint(
      String name, URI url, @Nullable String apiKey, int connections, boolean identifyCalls) {
    return new EndpointSettings(
        name,
        url,
        apiKey,
        EndpointSettings.DEFAULT_CONNECT_TIMEOUT,
        EndpointSettings.DEFAULT_CALL_TIMEOUT,
        EndpointSettings.DEFAULT_MAX_RESPONSE_BYTES,
        connections,
        identifyCalls);
  }

  private static @Nullable RateLimit rateLimit(@Nullable CallRate rate) {
    return rate == null ? null : new RateLimit(rate.calls(), rate.period());
  }
}
