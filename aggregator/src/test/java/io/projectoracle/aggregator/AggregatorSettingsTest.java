package io.projectoracle.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AggregatorSettingsTest {
  private static final AggregatorSettings SETTINGS =
      AggregatorSettings.of("broker:9092", Path.of("state"), "oracle.usage");

  @Test
  void haveDefaults() {
    assertThat(SETTINGS.applicationId()).isEqualTo("oracle-aggregator");
    assertThat(SETTINGS.replicationFactor()).isEqualTo(-1);
    assertThat(SETTINGS.maxPairs()).isEqualTo(1_000);
    assertThat(SETTINGS.clientProperties()).isEmpty();
  }

  @Test
  void alwaysCountExactlyOnce() {
    var settings = with(Map.of("processing.guarantee", "at_least_once"), -1, 1);

    assertThat(settings.streamsConfig())
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("commit.interval.ms", 100);
  }

  @Test
  void letClientPropertiesWinOverChoices() {
    var settings = with(Map.of("commit.interval.ms", "500"), -1, 1);

    assertThat(settings.streamsConfig()).containsEntry("commit.interval.ms", "500");
  }

  @Test
  void refuseNumbersOutOfRange() {
    assertThatThrownBy(() -> with(Map.of(), 0, 1))
        .hasMessage("replication factor must be -1 or between 1 and 32767: 0");
    assertThatThrownBy(() -> with(Map.of(), 1, 0)).hasMessage("max pairs must be at least 1: 0");
  }

  @Test
  void refuseBlankNames() {
    assertThatThrownBy(() -> AggregatorSettings.of("broker:9092", Path.of("state"), " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("topic must not be blank");
  }

  @Test
  void printNoValuesOfClientProperties() {
    var settings = with(Map.of("sasl.jaas.config", "secret"), -1, 1);

    assertThat(settings.toString()).contains("[sasl.jaas.config]").doesNotContain("secret");
  }

  private static AggregatorSettings with(
      Map<String, String> clientProperties, int replicationFactor, int maxPairs) {
    return new AggregatorSettings(
        SETTINGS.bootstrapServers(),
        clientProperties,
        SETTINGS.applicationId(),
        SETTINGS.stateDirectory(),
        SETTINGS.topic(),
        replicationFactor,
        maxPairs);
  }
}
