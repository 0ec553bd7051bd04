package io.projectoracle.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationTextTest {
  @Test
  void readsShortFormsAndIso() {
    assertThat(DurationText.parse("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(DurationText.parse("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(DurationText.parse("10m")).isEqualTo(Duration.ofMinutes(10));
    assertThat(DurationText.parse("2h")).isEqualTo(Duration.ofHours(2));
    assertThat(DurationText.parse("PT1M30S")).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void refusesOtherForms() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationText.parse("10 minutes"))
        .withMessageEndingWith(": 10 minutes");
  }

  @Test
  void writesForPeople() {
    assertThat(DurationText.format(Duration.ofMillis(850))).isEqualTo("850 ms");
    assertThat(DurationText.format(Duration.ofMillis(4_200))).isEqualTo("4.2 s");
    assertThat(DurationText.format(Duration.ofSeconds(60))).isEqualTo("1 min");
    assertThat(DurationText.format(Duration.ofSeconds(90))).isEqualTo("1 min 30 s");
    assertThat(DurationText.format(Duration.ofMinutes(90))).isEqualTo("1 h 30 min");
  }
}
