package io.projectoracle.benchmarks.part;

import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import io.projectoracle.worker.WorkerSettings;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.cache.CacheSettings;
import io.projectoracle.worker.call.RetryPolicy;
import io.projectoracle.worker.engine.EngineSettings;
import io.projectoracle.worker.engine.EngineTopics;
import io.projectoracle.worker.model.EndpointSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A worker's settings as {@code oracle worker} has them, but for the number of calls. */
final class WorkerSetup {
  /** Queries that may wait in the worker, beside those being called. */
  private static final int QUEUE = 100;

  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(20);

  private WorkerSetup() {}

  static WorkerSettings worker(PartSettings settings) {
    int calls = settings.number(PartSettings.CALLS);
    return new WorkerSettings(
        "worker",
        settings.topics(),
        settings.kafka(),
        Agents.defaults(),
        endpoint(settings.endpoint(), calls),
        /* rateLimit= */ null,
        CacheSettings.DEFAULT,
        RetryPolicy.DEFAULT,
        engine(calls),
        SizeLimits.DEFAULT,
        WorkerSettings.defaultIoThreads());
  }

  static EndpointSettings endpoint(URI url, int calls) {
    return new EndpointSettings(
        "simulator",
        url,
        null,
        EndpointSettings.DEFAULT_CONNECT_TIMEOUT,
        EndpointSettings.DEFAULT_CALL_TIMEOUT,
        EndpointSettings.DEFAULT_MAX_RESPONSE_BYTES,
        calls,
        /* identifyCalls= */ false);
  }

  static EngineSettings engine(int calls) {
    return new EngineSettings(
        calls + QUEUE,
        EngineSettings.defaultMaxInFlightBytes(),
        EngineSettings.DEFAULT_COMMIT_INTERVAL,
        EngineSettings.DEFAULT_MAX_COMMIT_RESULTS,
        DRAIN_TIMEOUT,
        EngineSettings.DEFAULT_MAX_STARTS,
        /* startFrom= */ null);
  }

  static EngineTopics engineTopics(Topics topics) {
    return new EngineTopics(
        topics.queries(),
        List.of(topics.answers(), topics.usage(), topics.deadLetters()),
        topics.workerGroup(),
        topics.commandOptions());
  }
}
