package io.projectoracle.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How to run an {@link EmbeddedBroker}. The listener for clients is named {@code CLIENTS}, the one
 * for the controller {@code CONTROLLER}; extra properties may secure them, for example with {@code
 * listener.security.protocol.map}.
 *
 * @param port port of the client listener; 0 takes any free one
 * @param folder where the data is kept, created if absent; null for a temporary folder that {@link
 *     EmbeddedBroker#close} deletes
 * @param properties broker properties that win over the embedded defaults; those that place the
 *     broker (listeners, folders, node and roles) are refused
 */
public record BrokerSettings(int port, @Nullable Path folder, Map<String, String> properties) {
  /**
   * @throws IllegalArgumentException if the port is not in 0..65535, or a property is refused
   */
  public BrokerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535: " + port);
    }
    properties = Map.copyOf(properties);
    var refused = new TreeSet<>(properties.keySet());
    refused.retainAll(BrokerProperties.PLACING);
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "properties must not place the broker, use port and folder: " + refused);
    }
  }

  /** Any free port, a temporary folder, no extra properties. */
  public static BrokerSettings defaults() {
    return new BrokerSettings(0, null, Map.of());
  }

  /** These settings with another port. */
  public BrokerSettings withPort(int port) {
    return new BrokerSettings(port, folder, properties);
  }

  /** These settings with a folder that outlives the broker. */
  public BrokerSettings withFolder(Path folder) {
    return new BrokerSettings(port, folder, properties);
  }

  /** These settings with exactly these extra properties. */
  public BrokerSettings withProperties(Map<String, String> properties) {
    return new BrokerSettings(port, folder, properties);
  }

  /** Names the extra properties only: their values may hold passwords. */
  @Override
  public String toString() {
    return "BrokerSettings[port=%d, folder=%s, properties=%s]"
        .formatted(port, folder, new TreeSet<>(properties.keySet()));
  }
}
