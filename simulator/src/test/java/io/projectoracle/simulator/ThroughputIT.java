package io.projectoracle.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.projectoracle.simulator.ledger.CallResult;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThroughputIT {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final int IN_FLIGHT = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final int MIN_WINDOWS = 4;
  private static final int MAX_WINDOWS = 60;

  private static final int CORES = 2;

  // The target is 5,000/s on two free cores. The wall clock also measures whoever shares the
  // machine, so the floor is held against the processor time that caller and server used. The wall
  // clock only shows that nobody idles: in the best of some seconds, of more if others are busy.
  private static final int FLOOR_PER_BUSY_SECOND = 2_000;
  private static final int FLOOR_PER_WALL_SECOND = 300;

  @Test
  void servesThousandsOfInstantCallsPerSecondWithTheLedgerOn() throws Exception {
    try (var simulator = Simulator.start(SimulatorSettings.defaults())) {
      var load = new Load(simulator);
      load.run(WARM_UP);
      long before = simulator.stats().calls();

      long cpuBegin = PROCESS.getProcessCpuTime();
      long done = 0;
      double best = 0;
      for (int i = 0; i < MIN_WINDOWS || (best <= FLOOR_PER_WALL_SECOND && i < MAX_WINDOWS); i++) {
        long begin = System.nanoTime();
        long served = load.run(WINDOW);
        best = Math.max(best, served / ((System.nanoTime() - begin) / 1e9));
        done += served;
      }
      double busySeconds = (PROCESS.getProcessCpuTime() - cpuBegin) / 1e9 / CORES;
      load.close();

      System.out.printf(
          "simulator: %.0f calls/s at %d in flight, %.0f/s per %d busy cores, load %.1f, %d stalls%n",
          best,
          IN_FLIGHT,
          done / busySeconds,
          CORES,
          PROCESS.getSystemLoadAverage(),
          simulator.stats().stallCount());
      assertThat(simulator.stats().calls() - before).isEqualTo(done);
      assertThat(simulator.stats().totals().byResult()).containsOnlyKeys(CallResult.OK);
      assertThat(simulator.stats().maxInFlight()).isLessThanOrEqualTo(IN_FLIGHT);
      assertThat(done / busySeconds).isGreaterThan(FLOOR_PER_BUSY_SECOND);
      assertThat(best).isGreaterThan(FLOOR_PER_WALL_SECOND);
    }
  }

  /** A closed loop of callers, each with its own prompts. */
  private static final class Load {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(IN_FLIGHT));
    private final RequestOptions options;
    private final AtomicLong started = new AtomicLong();

    Load(Simulator simulator) {
      options =
          new RequestOptions()
              .setMethod(HttpMethod.POST)
              .setHost("127.0.0.1")
              .setPort(simulator.port())
              .setURI("/v1/chat/completions");
    }

    long run(Duration duration) throws InterruptedException {
      long until = System.nanoTime() + duration.toNanos();
      var done = new AtomicLong();
      var callers = new CountDownLatch(IN_FLIGHT);
      for (int i = 0; i < IN_FLIGHT; i++) {
        call(until, done, callers);
      }
      assertThat(callers.await(duration.toSeconds() + 120, TimeUnit.SECONDS)).isTrue();
      return done.get();
    }

    private void call(long until, AtomicLong done, CountDownLatch callers) {
      if (System.nanoTime() >= until) {
        callers.countDown();
        return;
      }
      long number = started.incrementAndGet();
      client
          .request(options)
          .compose(
              request ->
                  request
                      .putHeader("X-Client-Request-Id", "call-" + number)
                      .putHeader("X-Oracle-Query-Id", "query-" + number)
                      .putHeader("X-Oracle-Worker", "worker-1")
                      .putHeader("X-Oracle-Attempt", "1")
                      .send(Buffer.buffer(body(number))))
          .compose(HttpClientResponse::body)
          .onSuccess(
              body -> {
                done.incrementAndGet();
                call(until, done, callers);
              })
          .onFailure(failure -> failure.printStackTrace());
    }

    private static String body(long number) {
      return SimulatorClient.ask(
          "Question "
              + number
              + ": my device does not connect after the update. "
              + "x".repeat(200));
    }

    void close() throws InterruptedException {
      var closed = new CountDownLatch(1);
      vertx.close().onComplete(result -> closed.countDown());
      assertThat(closed.await(2, TimeUnit.MINUTES)).isTrue();
    }
  }
}
