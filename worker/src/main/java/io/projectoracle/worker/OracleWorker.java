package io.projectoracle.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.projectoracle.contract.Topics;
import io.projectoracle.worker.answer.QueryWork;
import io.projectoracle.worker.answer.QueryWorkParts;
import io.projectoracle.worker.cache.AnswerCache;
import io.projectoracle.worker.call.ModelCalls;
import io.projectoracle.worker.call.Waits;
import io.projectoracle.worker.cancel.CancelReader;
import io.projectoracle.worker.cancel.Cancels;
import io.projectoracle.worker.engine.Engine;
import io.projectoracle.worker.engine.EngineTopics;
import io.projectoracle.worker.limit.SlidingWindowLimiter;
import io.projectoracle.worker.metrics.WorkerMeter;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.model.EndpointProbe;
import io.projectoracle.worker.model.HttpModelClient;
import io.projectoracle.worker.time.SystemTimer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running worker: consumes queries, obeys the limits, looks in the cache, calls the model, and
 * publishes answers and usage. Thread-safe.
 */
public final class OracleWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OracleWorker.class);

  private final WorkerSettings settings;
  private final SystemTimer timer;
  private final HttpModelClient client;
  private final EndpointProbe probe;
  private final CancelReader cancelReader;
  private final Engine engine;
  private final Waits waits;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OracleWorker(
      WorkerSettings settings,
      SystemTimer timer,
      HttpModelClient client,
      EndpointProbe probe,
      CancelReader cancelReader,
      Engine engine,
      Waits waits) {
    this.settings = settings;
    this.timer = timer;
    this.client = client;
    this.probe = probe;
    this.cancelReader = cancelReader;
    this.engine = engine;
    this.waits = waits;
  }

  /**
   * Starts a worker. Returns at once; the worker connects by itself, and goes on trying while the
   * cluster or the endpoint cannot be reached.
   *
   * @param registry where its meters are registered
   * @throws IllegalArgumentException if the settings contradict each other
   */
  public static OracleWorker start(WorkerSettings settings, MeterRegistry registry) {
    WorkerMetrics metrics = new WorkerMetrics(registry);
    SystemTimer timer = new SystemTimer();
    HttpModelClient client =
        new HttpModelClient(
            settings.endpoint(), settings.name(), settings.ioThreads(), InstantSource.system());
    SlidingWindowLimiter limiter =
        new SlidingWindowLimiter(settings.rateLimit(), settings.endpoint().connections(), timer);
    AnswerCache cache = new AnswerCache(settings.cache(), timer::nanoTime);
    CaffeineCacheMetrics.monitor(registry, cache.kept(), "oracle.worker.answers");
    ModelCalls calls =
        new ModelCalls(settings.name(), client, limiter, settings.retry(), timer, metrics);
    for (Waits.For what : Waits.For.values()) {
      metrics.gauge(WorkerMeter.WAITING, () -> calls.waits().count(what), what.wireName());
    }
    Cancels cancels = new Cancels(timer::nanoTime);
    QueryWork work =
        new QueryWork(
            new QueryWorkParts(
                settings.name(),
                settings.topics(),
                settings.sizes(),
                settings.agents(),
                cache,
                cancels,
                calls,
                timer,
                metrics));
    CancelReader cancelReader =
        CancelReader.start(settings.name(), settings.topics().cancels(), settings.kafka(), cancels);
    try {
      Engine engine =
          Engine.start(
              settings.name(),
              engineTopics(settings.topics()),
              settings.kafka(),
              settings.engine(),
              work,
              metrics);
      log.info("worker started {}", settings);
      return new OracleWorker(
          settings, timer, client, client.probe(timer), cancelReader, engine, calls.waits());
    } catch (RuntimeException e) {
      cancelReader.close();
      client.close();
      timer.close();
      throw e;
    }
  }

  private static EngineTopics engineTopics(Topics topics) {
    return new EngineTopics(
        topics.queries(),
        List.of(topics.answers(), topics.usage(), topics.deadLetters()),
        topics.workerGroup(),
        topics.commandOptions());
  }

  /** The engine, for health and figures. */
  public Engine engine() {
    return engine;
  }

  /** What queries that are in flight wait for; followers of another's call are not counted. */
  public Waits waits() {
    return waits;
  }

  /** Why queries cannot be cancelled, if they cannot; they are answered nevertheless. */
  public Optional<String> cancelProblem() {
    return cancelReader.problem();
  }

  /** How the model endpoint is, for health. */
  public EndpointProbe.State endpointState() {
    return probe.state();
  }

  /**
   * Drains and ends: takes no more queries, waits up to the drain timeout for those in flight to be
   * committed, leaves the group. Blocks until then; a second call does nothing.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    engine.close();
    probe.close();
    cancelReader.close();
    client.close();
    timer.close();
    log.info("worker ended name={} cutShort={}", settings.name(), engine.cutShort());
  }
}
