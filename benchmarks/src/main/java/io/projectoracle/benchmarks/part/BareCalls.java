package io.projectoracle.benchmarks.part;

import io.projectoracle.benchmarks.load.Bodies;
import io.projectoracle.worker.WorkerSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * The HTTP client that a worker uses, alone: it sends bodies made beforehand, as many at a time as
 * a worker may, and reads replies to their end without a look at them. Thread-safe.
 */
final class BareCalls implements AutoCloseable {
  private static final int BODIES = 5_000;
  private static final long SEED = 7;

  private final Vertx vertx;
  private final List<Context> contexts;
  private final HttpClientAgent http;
  private final RequestOptions options;
  private final int calls;
  private final List<byte[]> bodies = Bodies.of(BODIES, SEED);
  private final AtomicLong number = new AtomicLong();

  private BareCalls(
      Vertx vertx,
      List<Context> contexts,
      HttpClientAgent http,
      RequestOptions options,
      int calls) {
    this.vertx = vertx;
    this.contexts = contexts;
    this.http = http;
    this.options = options;
    this.calls = calls;
  }

  static BareCalls open(PartSettings settings) {
    int loops = WorkerSettings.defaultIoThreads();
    int calls = settings.number(PartSettings.CALLS);
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setUseDaemonThread(true));
    List<Context> contexts = new ArrayList<>();
    for (int i = 0; i < loops; i++) {
      vertx
          .deployVerticle(
              context -> {
                contexts.add(context);
                return Future.succeededFuture();
              })
          .await();
    }
    HttpClientAgent http =
        vertx.createHttpClient(
            new HttpClientOptions().setTcpNoDelay(true), new PoolOptions().setHttp1MaxSize(calls));
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(settings.endpoint() + "/chat/completions")
            .putHeader("accept", "application/json")
            .putHeader("content-type", "application/json");
    return new BareCalls(vertx, List.copyOf(contexts), http, options, calls);
  }

  /**
   * Makes so many calls, the next as soon as one has ended. Returns at once.
   *
   * @param ended told after each call how many have ended, on its event loop
   * @return when all have ended; fails if one did
   */
  CompletableFuture<Void> make(int count, IntConsumer ended) {
    Round round = new Round(count, ended);
    if (count == 0) {
      round.done.complete(null);
    }
    for (int i = 0; i < Math.min(calls, count); i++) {
      contexts.get(i % contexts.size()).runOnContext(ignored -> round.next());
    }
    return round.done;
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  private Future<Buffer> call() {
    long its = number.getAndIncrement();
    RequestOptions request =
        new RequestOptions(options).putHeader("x-client-request-id", Long.toString(its));
    byte[] body = bodies.get((int) (its % bodies.size()));
    return http.request(request)
        .compose(ready -> ready.send(Buffer.buffer(body)))
        .compose(BareCalls::body);
  }

  private static Future<Buffer> body(HttpClientResponse reply) {
    return reply.statusCode() == 200
        ? reply.body()
        : Future.failedFuture("status must be 200: " + reply.statusCode());
  }

  private final class Round {
    private final int count;
    private final IntConsumer ended;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Round(int count, IntConsumer ended) {
      this.count = count;
      this.ended = ended;
    }

    void next() {
      if (started.getAndIncrement() < count) {
        call().onComplete(ignored -> ended(), done::completeExceptionally);
      }
    }

    private void ended() {
      int many = ends.incrementAndGet();
      ended.accept(many);
      if (many == count) {
        done.complete(null);
      }
      next();
    }
  }
}
