package io.projectoracle.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
  @Test
  void takeAnyPortAndATemporaryFolderByDefault() {
    var settings = BrokerSettings.defaults();

    assertThat(settings.port()).isZero();
    assertThat(settings.folder()).isNull();
    assertThat(settings.properties()).isEmpty();
  }

  @Test
  void refuseAPortThatDoesNotExist() {
    assertThatThrownBy(() -> BrokerSettings.defaults().withPort(65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port must be between 0 and 65535: 65536");
  }

  @Test
  void refusePropertiesThatPlaceTheBroker() {
    var properties = Map.of("log.dirs", "/elsewhere", "num.io.threads", "1");

    assertThatThrownBy(() -> BrokerSettings.defaults().withProperties(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("properties must not place the broker, use port and folder: [log.dirs]");
  }

  @Test
  void printNoValuesOfProperties() {
    var settings =
        BrokerSettings.defaults()
            .withPort(9092)
            .withFolder(Path.of("data"))
            .withProperties(Map.of("ssl.key.password", "secret"));

    assertThat(settings)
        .hasToString("BrokerSettings[port=9092, folder=data, properties=[ssl.key.password]]");
  }
}
