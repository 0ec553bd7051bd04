package io.projectoracle.worker;

import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.cache.CacheSettings;
import io.projectoracle.worker.call.RetryPolicy;
import io.projectoracle.worker.engine.EngineSettings;
import io.projectoracle.worker.limit.RateLimit;
import io.projectoracle.worker.model.EndpointSettings;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything a worker is told.
 *
 * @param name name of the worker; two of one group must never share it
 * @param topics names of the topics, and of the group of all workers that share the work
 * @param kafka settings of all Kafka clients, in Kafka's own keys; never printed
 * @param endpoint the model endpoint
 * @param rateLimit calls to it per period; unlimited if absent
 * @param engine bounds and paces of the engine
 * @param ioThreads event-loop threads for calls
 */
public record WorkerSettings(
    String name,
    Topics topics,
    Map<String, Object> kafka,
    Agents agents,
    EndpointSettings endpoint,
    @Nullable RateLimit rateLimit,
    CacheSettings cache,
    RetryPolicy retry,
    EngineSettings engine,
    SizeLimits sizes,
    int ioThreads) {

  /** Names travel as client ids, transactional ids and HTTP headers. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public WorkerSettings {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "worker name must have 1 to 100 letters, digits, dots, dashes or underscores: " + name);
    }
    if (ioThreads < 1) {
      throw new IllegalArgumentException("io-threads must be at least 1: " + ioThreads);
    }
    kafka = Map.copyOf(kafka);
  }

  /** Two threads keep thousands of calls; more help only where more cores are. */
  public static int defaultIoThreads() {
    return Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
  }

  /** Without the Kafka settings, which may hold credentials. */
  @Override
  public String toString() {
    return "WorkerSettings[name="
        + name
        + ", group="
        + topics.workerGroup()
        + ", endpoint="
        + endpoint
        + "]";
  }
}
