package io.projectoracle.aggregator.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.aggregator.AggregatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AggregatorPropertiesTest {
  @Test
  void haveTheDocumentedDefaults() {
    var properties = bound(Map.of());

    assertThat(properties)
        .isEqualTo(
            new AggregatorProperties(
                "oracle-aggregator", null, "oracle.usage", -1, 1_000, Duration.ofSeconds(5)));
    assertThat(properties.toSettings("broker:9092", Map.of()).stateDirectory())
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "oracle-aggregator"));
  }

  @Test
  void becomeSettings() {
    var properties =
        bound(
            Map.of(
                "oracle.aggregator.application-id", "figures",
                "oracle.aggregator.state-directory", "/var/lib/figures",
                "oracle.aggregator.usage-topic", "acme.usage",
                "oracle.aggregator.replication-factor", "3",
                "oracle.aggregator.max-pairs", "50",
                "oracle.aggregator.refresh-interval", "1m"));

    assertThat(properties.refreshInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(properties.toSettings("broker:9092", Map.of("client.id", "x")))
        .isEqualTo(
            new AggregatorSettings(
                "broker:9092",
                Map.of("client.id", "x"),
                "figures",
                Path.of("/var/lib/figures"),
                "acme.usage",
                3,
                50));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          application-id, ' ', 'must not be blank:  '
          usage-topic, '', 'must not be blank: '
          replication-factor, 0, must be -1 or between 1 and 32767: 0
          max-pairs, 0, must be at least 1: 0
          refresh-interval, -1s, must be at least 100ms: PT-1S
          """)
  void nameTheKeyAndTheRangeOfAValueTheyRefuse(String key, String value, String constraint) {
    var name = "oracle.aggregator." + key;

    assertThatThrownBy(() -> bound(Map.of(name, value)))
        .isInstanceOf(BindException.class)
        .hasRootCauseMessage(name + " " + constraint);
  }

  private static AggregatorProperties bound(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate(AggregatorProperties.PREFIX, AggregatorProperties.class);
  }
}
