package io.projectoracle.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallRateTest {
  @Test
  void readsCallsAndPeriod() {
    assertThat(CallRate.parse("10/60s")).isEqualTo(new CallRate(10, Duration.ofSeconds(60)));
    assertThat(CallRate.parse("10/60s")).hasToString("10 calls per 60 s");
  }

  @Test
  void refusesOtherForms() {
    assertThatIllegalArgumentException().isThrownBy(() -> CallRate.parse("10"));
    assertThatIllegalArgumentException().isThrownBy(() -> CallRate.parse("0/60s"));
    assertThatIllegalArgumentException().isThrownBy(() -> CallRate.parse("10/0s"));
  }

  @Test
  void theLastWindowNeedsNotBeOver() {
    CallRate rate = CallRate.parse("10/60s");

    assertThat(rate.leastTime(0)).isZero();
    assertThat(rate.leastTime(10)).isZero();
    assertThat(rate.leastTime(11)).isEqualTo(Duration.ofMinutes(1));
    assertThat(rate.leastTime(60)).isEqualTo(Duration.ofMinutes(5));
  }
}
