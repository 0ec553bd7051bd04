package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.projectoracle.contract.QueryIds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTimesTest {
  @Test
  void theTimeOfANewIdIsNow() {
    assertThat(IdTimes.of(QueryIds.next()).orElseThrow())
        .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void readsTheExampleOfTheRfc() {
    assertThat(IdTimes.of("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"))
        .contains(Instant.parse("2022-02-22T19:22:22Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q1",
        "",
        "017f22e2-79b0-7cc3-98c4",
        "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
        "017f22e279b07cc398c4dc0c0c07398f0000",
        "no uuid but as many characters as one"
      })
  void whatIsNoUuidOfVersion7HasNoTime(String id) {
    assertThat(IdTimes.of(id)).isEmpty();
  }
}
