package io.projectoracle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicsTest {
  private static final Topics BLUE = new Topics("blue");

  @Test
  void prefixStandsBeforeEveryName() {
    assertThat(BLUE.setups())
        .extracting(Topics.Setup::name)
        .containsExactly(
            "blue.queries", "blue.answers", "blue.usage", "blue.queries-dlt", "blue.cancels");
    assertThat(BLUE.workerGroup()).isEqualTo("blue-workers");
    assertThat(Topics.DEFAULT.queries()).isEqualTo("oracle.queries");
  }

  @Test
  void queriesAreKeptUntilTheyAreAnswered() {
    assertThat(config(BLUE.queries(), "cleanup.policy")).isEqualTo("delete");
    assertThat(config(BLUE.queries(), "retention.ms")).isEqualTo("-1");
  }

  @Test
  void answersAreKeptForAWeekUsageForAMonthAndCancelsForADay() {
    assertThat(config(BLUE.answers(), "retention.ms")).isEqualTo("604800000");
    assertThat(config(BLUE.usage(), "retention.ms")).isEqualTo("2592000000");
    assertThat(config(BLUE.cancels(), "retention.ms")).isEqualTo("86400000");
  }

  @Test
  void queriesAndCancelsBearTheTimeOfOneClock() {
    assertThat(config(BLUE.queries(), "message.timestamp.type")).isEqualTo("LogAppendTime");
    assertThat(config(BLUE.cancels(), "message.timestamp.type")).isEqualTo("LogAppendTime");
  }

  @Test
  void deadLettersStayUntilTheyAreReplaced() {
    assertThat(config(BLUE.deadLetters(), "cleanup.policy")).isEqualTo("compact");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "a\n", "übung"})
  void prefixesThatKafkaRefusesAreRefused(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topics(prefix))
        .withMessage(
            "topics prefix must be 1 to 200 of the characters A-Z a-z 0-9 . _ -: " + prefix);
  }

  @Test
  void prefixesLeaveRoomForTheRestOfTheName() {
    assertThat(new Topics("q".repeat(200)).deadLetters()).hasSizeLessThanOrEqualTo(249);

    assertThatIllegalArgumentException().isThrownBy(() -> new Topics("q".repeat(201)));
  }

  private static String config(String topic, String key) {
    return BLUE.setups().stream()
        .filter(setup -> setup.name().equals(topic))
        .map(setup -> setup.configs().getOrDefault(key, ""))
        .collect(Collectors.joining());
  }
}
