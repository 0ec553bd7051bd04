package io.projectoracle.worker.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.worker.limit.CallLimiter.Permit;
import io.projectoracle.worker.testkit.ManualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SlidingWindowLimiterTest {
  private final ManualTimer timer = new ManualTimer();
  private final List<Permit> granted = new ArrayList<>();

  @Test
  void callsOverTheRateWaitUntilTheFirstOneHasLeftTheWindow() {
    SlidingWindowLimiter limiter = limiter(2, Duration.ofSeconds(60), 10);
    acquire(limiter, 3);
    useAndClose(0);
    timer.advance(Duration.ofSeconds(5));
    useAndClose(1);

    timer.advance(Duration.ofMillis(54_999));
    assertThat(granted).hasSize(2);

    timer.advance(Duration.ofMillis(1));
    assertThat(granted).hasSize(3);
  }

  @Test
  void thePeriodRunsFromTheUseAndNotFromTheGrant() {
    SlidingWindowLimiter limiter = limiter(1, Duration.ofSeconds(60), 10);
    acquire(limiter, 2);
    timer.advance(Duration.ofSeconds(30));
    useAndClose(0);

    timer.advance(Duration.ofSeconds(59));
    assertThat(granted).hasSize(1);

    timer.advance(Duration.ofSeconds(1));
    assertThat(granted).hasSize(2);
  }

  @Test
  void aPermitGivenBackUnusedIsGrantedAgainAtOnce() {
    SlidingWindowLimiter limiter = limiter(1, Duration.ofSeconds(60), 10);
    acquire(limiter, 2);

    granted.get(0).close();

    assertThat(granted).hasSize(2);
  }

  @Test
  void noMoreCallsRunAtOnceThanAllowed() {
    SlidingWindowLimiter limiter = new SlidingWindowLimiter(null, 2, timer);
    acquire(limiter, 3);
    assertThat(granted).hasSize(2);

    granted.get(0).used();
    assertThat(granted).hasSize(2);

    granted.get(0).close();
    assertThat(granted).hasSize(3);
  }

  @Test
  void nothingIsGrantedWhileTheEndpointAskedToHoldOff() {
    SlidingWindowLimiter limiter = new SlidingWindowLimiter(null, 2, timer);
    limiter.holdOff(Duration.ofSeconds(7));
    limiter.holdOff(Duration.ofSeconds(3));
    acquire(limiter, 1);

    timer.advance(Duration.ofMillis(6_999));
    assertThat(granted).isEmpty();

    timer.advance(Duration.ofMillis(1));
    assertThat(granted).hasSize(1);
  }

  @Test
  void whoWithdrawsIsPassedOver() {
    SlidingWindowLimiter limiter = new SlidingWindowLimiter(null, 1, timer);
    acquire(limiter, 1);
    limiter.acquire(granted::add).withdraw();
    acquire(limiter, 1);

    granted.get(0).close();

    assertThat(granted).hasSize(2);
    assertThat(limiter.waiting()).isZero();
  }

  @Test
  void closingTwiceCountsOnce() {
    SlidingWindowLimiter limiter = new SlidingWindowLimiter(null, 1, timer);
    acquire(limiter, 3);

    granted.get(0).close();
    granted.get(0).close();

    assertThat(granted).hasSize(2);
  }

  @Test
  void noWindowOfTheEndpointEverSeesMoreThanTheLimit() {
    for (long seed = 0; seed < 300; seed++) {
      assertThat(mostArrivalsInAWindow(seed)).as("seed %d", seed).isEqualTo(5);
    }
  }

  /** Calls reach the endpoint some time after their grant, and its reply begins later still. */
  private static int mostArrivalsInAWindow(long seed) {
    ManualTimer timer = new ManualTimer();
    Random random = new Random(seed);
    Duration period = Duration.ofSeconds(10);
    SlidingWindowLimiter limiter = new SlidingWindowLimiter(new RateLimit(5, period), 4, timer);
    List<Long> arrivals = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      limiter.acquire(
          permit ->
              timer.schedule(
                  millis(random, 2_000),
                  () -> {
                    arrivals.add(timer.nanoTime());
                    timer.schedule(
                        millis(random, 3_000),
                        () -> {
                          permit.used();
                          timer.schedule(millis(random, 1_000), permit::close);
                        });
                  }));
    }
    timer.advance(Duration.ofHours(1));
    assertThat(arrivals).as("seed %d", seed).hasSize(60);
    int most = 0;
    for (long first : arrivals) {
      int inWindow = 0;
      for (long arrival : arrivals) {
        long after = arrival - first;
        inWindow += after >= 0 && after < period.toNanos() ? 1 : 0;
      }
      most = Math.max(most, inWindow);
    }
    return most;
  }

  private static Duration millis(Random random, int bound) {
    return Duration.ofMillis(random.nextInt(bound));
  }

  private SlidingWindowLimiter limiter(int permits, Duration period, int concurrentCalls) {
    return new SlidingWindowLimiter(new RateLimit(permits, period), concurrentCalls, timer);
  }

  private void acquire(CallLimiter limiter, int times) {
    for (int i = 0; i < times; i++) {
      limiter.acquire(granted::add);
    }
  }

  private void useAndClose(int index) {
    granted.get(index).used();
    granted.get(index).close();
  }
}
