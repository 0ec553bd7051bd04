package io.projectoracle.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.projectoracle.simulator.stats.Figures;
import io.projectoracle.simulator.stats.Stall;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StallWatchTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nanos = new AtomicLong();
  private final Figures figures = Figures.withLedger(1);

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  @Test
  void notesWhenAndHowLongTheEventLoopStoodStill() {
    var recorder = new CallRecorder(figures, InstantSource.fixed(NOW), nanos::get);
    new StallWatch(vertx, recorder, figures.stalls(), 3).start();

    nanos.addAndGet(Duration.ofMillis(520).toNanos());
    await().atMost(Duration.ofMinutes(2)).until(() -> figures.stalls().count() > 0);

    assertThat(figures.stats().stalls()).containsExactly(new Stall(3, 999_500_000, 500_000));
    assertThat(figures.stats().stallCount()).isEqualTo(1);
  }
}
