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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client that a worker uses, alone: it sends bodies made beforehand, always as many at a
 * time as a worker would, and reads replies to their end without a look at them.
 */
final class HttpClientPart implements Part {
  private static final int BODIES = 5_000;
  private static final long SEED = 7;

  /** The share of the calls that is not timed, as at the other side: the start and the end. */
  private static final double WARM_UP = 0.2;

  private @Nullable Vertx vertx;
  private @Nullable HttpClientAgent http;
  private List<Context> contexts = List.of();
  private List<byte[]> bodies = List.of();

  /** Makes all calls; the reply tells how long those after the first fifth took. */
  @Override
  public Map<String, String> begin(PartSettings settings) throws Exception {
    int calls = settings.number(PartSettings.CALLS);
    HttpClientAgent client = open(calls);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(settings.endpoint() + "/chat/completions")
            .putHeader("accept", "application/json")
            .putHeader("content-type", "application/json");
    Round round = new Round(client, options, bodies, settings.number(PartSettings.COUNT));
    for (int i = 0; i < calls; i++) {
      contexts.get(i % contexts.size()).runOnContext(ignored -> round.next());
    }
    return Map.of("timed", Integer.toString(round.timed()), "nanos", Long.toString(round.await()));
  }

  private HttpClientAgent open(int calls) {
    if (http != null) {
      return http;
    }
    bodies = Bodies.of(BODIES, SEED);
    int loops = WorkerSettings.defaultIoThreads();
    Vertx opened =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setUseDaemonThread(true));
    List<Context> all = new ArrayList<>();
    for (int i = 0; i < loops; i++) {
      opened
          .deployVerticle(
              context -> {
                all.add(context);
                return Future.succeededFuture();
              })
          .await();
    }
    contexts = List.copyOf(all);
    HttpClientAgent client =
        opened.createHttpClient(
            new HttpClientOptions().setTcpNoDelay(true), new PoolOptions().setHttp1MaxSize(calls));
    vertx = opened;
    http = client;
    return client;
  }

  @Override
  public void end() {
    if (vertx != null) {
      vertx.close().await();
      vertx = null;
      http = null;
    }
  }

  /** So many calls, the next as soon as one has ended. Thread-safe. */
  private static final class Round {
    private final HttpClientAgent http;
    private final RequestOptions options;
    private final List<byte[]> bodies;
    private final int count;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicLong timedFrom = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile long endedAt;

    Round(HttpClientAgent http, RequestOptions options, List<byte[]> bodies, int count) {
      this.http = http;
      this.options = options;
      this.bodies = bodies;
      this.count = count;
    }

    int timed() {
      return count - warmUp();
    }

    private int warmUp() {
      return (int) (count * WARM_UP);
    }

    void next() {
      int number = started.getAndIncrement();
      if (number >= count) {
        return;
      }
      RequestOptions request =
          new RequestOptions(options).putHeader("x-client-request-id", Integer.toString(number));
      http.request(request)
          .compose(ready -> ready.send(Buffer.buffer(bodies.get(number % bodies.size()))))
          .compose(Round::body)
          .onComplete(
              reply -> {
                if (reply.failed()) {
                  failed.incrementAndGet();
                }
                ended();
                next();
              });
    }

    private static Future<Buffer> body(HttpClientResponse reply) {
      return reply.statusCode() == 200
          ? reply.body()
          : Future.failedFuture("status must be 200: " + reply.statusCode());
    }

    private void ended() {
      int number = ended.incrementAndGet();
      if (number == warmUp()) {
        timedFrom.set(System.nanoTime());
      } else if (number == count) {
        endedAt = System.nanoTime();
        done.countDown();
      }
    }

    /** Waits for the last call; returns the nanoseconds that the timed ones took. */
    long await() throws InterruptedException {
      done.await();
      if (failed.get() > 0) {
        throw new IllegalStateException("calls failed: " + failed.get());
      }
      return endedAt - timedFrom.get();
    }
  }
}
