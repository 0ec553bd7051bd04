package io.projectoracle.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TopicsTest {
  @Test
  void prefixStandsBeforeEveryName() {
    assertThat(Topics.withPrefix("blue"))
        .isEqualTo(new Topics("blue.queries", "blue.answers", "blue.usage", "blue.queries-dlt"));
    assertThat(Topics.DEFAULT).isEqualTo(Topics.withPrefix("oracle"));
  }

  @Test
  void queriesAreKeptUntilTheyAreAnswered() {
    assertThat(config("blue.queries", "cleanup.policy")).isEqualTo("delete");
    assertThat(config("blue.queries", "retention.ms")).isEqualTo("-1");
  }

  @Test
  void answersAreKeptForAWeekAndUsageForAMonth() {
    assertThat(config("blue.answers", "retention.ms")).isEqualTo("604800000");
    assertThat(config("blue.usage", "retention.ms")).isEqualTo("2592000000");
  }

  @Test
  void deadLettersStayUntilTheyAreReplaced() {
    assertThat(config("blue.queries-dlt", "cleanup.policy")).isEqualTo("compact");
  }

  private static String config(String topic, String key) {
    return Topics.withPrefix("blue").setups().stream()
        .filter(setup -> setup.name().equals(topic))
        .map(setup -> setup.configs().getOrDefault(key, ""))
        .collect(Collectors.joining());
  }
}
