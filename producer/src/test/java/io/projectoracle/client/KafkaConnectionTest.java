package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {
  @Test
  void neverPrintsValuesOfProperties() {
    var connection =
        new KafkaConnection("host:9092", Map.of("sasl.jaas.config", "password=\"geheim\""));

    assertThat(connection.toString()).contains("sasl.jaas.config").doesNotContain("geheim");
  }

  @Test
  void refusesOtherServersInTheProperties() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new KafkaConnection("host:9092", Map.of("bootstrap.servers", "other:9092")))
        .withMessageContaining("other:9092");
  }

  @Test
  void refusesPropertiesThatBreakAPromise() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OracleClient.builder().kafkaConfig(Map.of("acks", "1")).build())
        .withMessage("acks must be all: 1");
  }
}
