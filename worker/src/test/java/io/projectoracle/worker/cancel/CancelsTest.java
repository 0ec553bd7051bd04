package io.projectoracle.worker.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.Cancel;
import io.projectoracle.contract.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CancelsTest {
  private static final long NOON = 43_200_000;
  private static final long JUST_AFTER = NOON + Cancels.SKEW.toMillis() + 1;

  private final AtomicLong nanos = new AtomicLong();
  private final Cancels cancels = new Cancels(nanos::get);

  @Test
  void concernsQueriesOfItsIdThatWerePublishedBefore() {
    cancels.add(new Cancel("q-1", null), NOON);

    assertThat(cancels.concern(query("q-1", null), NOON - 1)).isTrue();
    assertThat(cancels.concern(query("q-1", null), JUST_AFTER)).isFalse();
    assertThat(cancels.concern(query("q-2", null), NOON - 1)).isFalse();
  }

  @Test
  void grantsThatTheClocksOfTwoBrokersDiffer() {
    cancels.add(new Cancel("q-1", null), NOON);

    assertThat(cancels.concern(query("q-1", null), JUST_AFTER - 1)).isTrue();
  }

  @Test
  void concernsOnlyQueriesOfTheTenantIfItNamesOne() {
    cancels.add(new Cancel("q-1", "acme"), NOON);
    cancels.add(new Cancel("q-2", null), NOON);

    assertThat(cancels.concern(query("q-1", "acme"), NOON)).isTrue();
    assertThat(cancels.concern(query("q-1", "other"), NOON)).isFalse();
    assertThat(cancels.concern(query("q-1", null), NOON)).isFalse();
    assertThat(cancels.concern(query("q-2", "other"), NOON)).isTrue();
  }

  @Test
  void theLatestCancelCounts() {
    cancels.add(new Cancel("q-1", null), JUST_AFTER);
    cancels.add(new Cancel("q-1", null), NOON);

    assertThat(cancels.concern(query("q-1", null), JUST_AFTER)).isTrue();
  }

  @Test
  void tellsTheQueriesInFlightThatItConcerns() {
    AtomicInteger mine = new AtomicInteger();
    AtomicInteger others = new AtomicInteger();
    AtomicInteger later = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    cancels.watch(query("q-1", "acme"), NOON, mine::incrementAndGet);
    cancels.watch(query("q-1", "other"), NOON, others::incrementAndGet);
    cancels.watch(query("q-1", "acme"), JUST_AFTER, later::incrementAndGet);
    cancels.watch(query("q-1", "acme"), NOON, ended::incrementAndGet).close();

    cancels.add(new Cancel("q-1", "acme"), NOON);

    assertThat(List.of(mine.get(), others.get(), later.get(), ended.get()))
        .containsExactly(1, 0, 0, 0);
  }

  @Test
  void isForgottenWithTheTopicsRetention() {
    cancels.add(new Cancel("q-1", null), NOON);
    nanos.addAndGet(Duration.ofHours(25).toNanos());

    assertThat(cancels.concern(query("q-1", null), NOON)).isFalse();
  }

  private static Query query(String id, @Nullable String tenant) {
    return new Query(
        id, "technical", "Why?", List.of(), tenant, null, CachePolicy.USE, null, Map.of(), null);
  }
}
