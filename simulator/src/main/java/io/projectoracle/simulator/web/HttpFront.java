package io.projectoracle.simulator.web;

import io.projectoracle.simulator.stats.Figures;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side of a simulator and the owner of its threads. Thread-safe. */
public final class HttpFront implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpFront.class);

  private static final Duration START_DEADLINE = Duration.ofMinutes(1);
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final CallRecorder recorder;
  private final int port;

  private HttpFront(Vertx vertx, CallRecorder recorder, int port) {
    this.vertx = vertx;
    this.recorder = recorder;
    this.port = port;
  }

  /**
   * Starts and blocks until all servers listen, at most ten seconds.
   *
   * @param nonce makes the ids of answers unique among simulators
   * @throws IllegalStateException if the address cannot be bound
   */
  public static HttpFront start(
      HttpSettings settings,
      Scenario scenario,
      Figures figures,
      InstantSource clock,
      LongSupplier nanoTicker,
      long nonce) {
    var vertx = Vertx.vertx(options(settings));
    vertx.exceptionHandler(failure -> log.error("request failed", failure));
    var recorder = new CallRecorder(figures, clock, nanoTicker);
    var apiKey = new ApiKey(settings.apiKey());
    var router =
        new Router(
            new ChatEndpoint(vertx, settings, scenario, recorder, apiKey),
            new AdminEndpoint(vertx, figures, scenario.faults(), settings.maxBodyBytes()),
            new CallIds(nonce),
            apiKey,
            settings.models(),
            clock);
    var servers = new CopyOnWriteArrayList<ServerVerticle>();
    try {
      await(
          vertx.deployVerticle(
              () -> {
                var watch = new StallWatch(vertx, recorder, figures.stalls(), servers.size());
                servers.add(new ServerVerticle(settings, router, watch, servers.size()));
                return servers.get(servers.size() - 1);
              },
              new DeploymentOptions().setInstances(settings.eventLoops())),
          START_DEADLINE);
      return new HttpFront(vertx, recorder, servers.get(0).port());
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      throw new IllegalStateException(
          "simulator cannot listen on " + settings.host() + ":" + settings.port(), e);
    }
  }

  /** The port bound. */
  public int port() {
    return port;
  }

  /** Closes all connections and ends all threads, within five seconds. */
  @Override
  public void close() {
    recorder.stopping();
    try {
      await(vertx.close(), CLOSE_DEADLINE);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("simulator threads did not end within {}", CLOSE_DEADLINE, e);
    }
  }

  private static VertxOptions options(HttpSettings settings) {
    return new VertxOptions()
        .setEventLoopPoolSize(settings.eventLoops())
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setUseDaemonThread(true)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static void await(Future<?> future, Duration deadline)
      throws ExecutionException, TimeoutException {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException("interrupted", e);
    }
  }
}
