package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), () -> new Random(1));

  @Test
  void doublesUpToItsBound() {
    assertThat(backoff.after(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(backoff.after(2)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    assertThat(backoff.after(4)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1600));
    assertThat(backoff.after(1_000_000)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
  }
}
