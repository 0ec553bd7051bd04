package io.projectoracle.simulator.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

  private final AtomicLong now = new AtomicLong(-5_000_000_000L);

  @Test
  void admitsAgainExactlyOnePeriodAfterTheFirstUse() {
    Limits limits = limits("2/10s", null);
    assertThat(limits.admit(1)).isEmpty();
    advance(Duration.ofSeconds(4));
    assertThat(limits.admit(1)).isEmpty();
    advance(Duration.ofSeconds(6).minusNanos(1));

    Denial denial = limits.admit(1).orElseThrow();

    assertThat(denial.kind()).isEqualTo("requests");
    assertThat(denial.waitNanos()).hasValue(1);
    assertThat(denial.retryAfterMillis()).hasValue(1);
    assertThat(denial.retryAfterSeconds()).hasValue(1);
    advance(Duration.ofNanos(1));
    assertThat(limits.admit(1)).isEmpty();
    assertThat(limits.admit(1).orElseThrow().retryAfterSeconds()).hasValue(4);
  }

  @Test
  void waitsForAsManyTokensAsTheCallNeeds() {
    Limits limits = limits(null, "100/1m");
    assertThat(limits.admit(30)).isEmpty();
    advance(Duration.ofSeconds(1));
    assertThat(limits.admit(30)).isEmpty();
    advance(Duration.ofSeconds(1));
    assertThat(limits.admit(30)).isEmpty();

    assertThat(limits.admit(10)).isEmpty();
    assertThat(limits.admit(30).orElseThrow().retryAfterSeconds()).hasValue(58);
    assertThat(limits.admit(31).orElseThrow().retryAfterSeconds()).hasValue(59);
    assertThat(limits.admit(61).orElseThrow().retryAfterSeconds()).hasValue(60);
  }

  @Test
  void aDeniedCallUsesNothingOfEitherLimit() {
    Limits limits = limits("2/10s", "10/10s");
    assertThat(limits.admit(8)).isEmpty();

    assertThat(limits.admit(3).orElseThrow().kind()).isEqualTo("tokens");
    assertThat(limits.admit(2)).isEmpty();

    assertThat(limits.admit(1).orElseThrow().kind()).isEqualTo("requests");
  }

  @Test
  void aCallAboveTheLimitHasNoTimeToComeBack() {
    Denial denial = limits("1/1s", "10/1s").admit(11).orElseThrow();

    assertThat(denial.waitNanos()).isEmpty();
    assertThat(denial.retryAfterSeconds()).isEmpty();
    assertThat(denial.message()).contains("limit 10/1s, used 0, requested 11");
  }

  @Test
  void neverAdmitsMoreThanTheLimitInAnyPeriod() {
    long seed = 17;
    var random = new SplittableRandom(seed);
    Limits limits = limits("50/1s", null);
    var admitted = new ArrayDeque<Long>();
    for (int i = 0; i < 50_000; i++) {
      now.addAndGet(random.nextLong(TimeUnit.MILLISECONDS.toNanos(30)));
      Optional<Denial> denial = limits.admit(1);
      while (!admitted.isEmpty() && now.get() - admitted.peekFirst() >= 1_000_000_000) {
        admitted.removeFirst();
      }
      assertThat(denial.isEmpty()).as("seed %d, call %d", seed, i).isEqualTo(admitted.size() < 50);
      if (denial.isEmpty()) {
        admitted.addLast(now.get());
      } else {
        assertThat(denial.get().waitNanos())
            .hasValue(admitted.peekFirst() + 1_000_000_000 - now.get());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"60", "/1m", "x/1m", "0/1m", "60/0s", "60/minute", "-1/1s"})
  void namesTheFormOfALimit(String text) {
    assertThatThrownBy(() -> WindowLimit.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("limit must be " + WindowLimit.FORM + ": '" + text + "'");
  }

  private Limits limits(@Nullable String requests, @Nullable String tokens) {
    return new Limits(
        requests == null ? null : WindowLimit.parse(requests),
        tokens == null ? null : WindowLimit.parse(tokens),
        now::get);
  }

  private void advance(Duration duration) {
    now.addAndGet(duration.toNanos());
  }
}
