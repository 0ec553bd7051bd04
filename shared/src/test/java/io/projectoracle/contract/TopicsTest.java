package io.projectoracle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "..", "a b", "a/b", "a\n", "übung"})
  void namesThatKafkaRefusesAreRefused(String name) {
    String rule = " must be 1 to 249 of the characters A-Z a-z 0-9 . _ -, other than . and ..: ";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topics(name, "a", "u", "d"))
        .withMessage("topics.queries" + rule + name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topics("q", name, "u", "d"))
        .withMessage("topics.answers" + rule + name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topics("q", "a", name, "d"))
        .withMessage("topics.usage" + rule + name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topics("q", "a", "u", name))
        .withMessage("topics.deadLetters" + rule + name);
  }

  @Test
  void namesHaveUpTo249Characters() {
    assertThat(new Topics("q".repeat(249), "a._-9", "U", "...").queries()).hasSize(249);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topics("q".repeat(250), "a", "u", "d"))
        .withMessageStartingWith("topics.queries must be 1 to 249");
  }

  @ParameterizedTest
  @CsvSource({
    "x, x, u, d, topics.answers, topics.queries",
    "x, a, x, d, topics.usage, topics.queries",
    "q, x, x, d, topics.usage, topics.answers",
    "x, a, u, x, topics.deadLetters, topics.queries",
    "q, x, u, x, topics.deadLetters, topics.answers",
    "q, a, x, x, topics.deadLetters, topics.usage",
  })
  void noTwoTopicsAreTheSame(
      String queries, String answers, String usage, String deadLetters, String key, String other) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topics(queries, answers, usage, deadLetters))
        .withMessage(key + " must differ from " + other + ": x");
  }

  private static String config(String topic, String key) {
    return Topics.withPrefix("blue").setups().stream()
        .filter(setup -> setup.name().equals(topic))
        .map(setup -> setup.configs().getOrDefault(key, ""))
        .collect(Collectors.joining());
  }
}
