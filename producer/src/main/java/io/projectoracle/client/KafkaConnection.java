package io.projectoracle.client;

import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where Kafka is and how to talk to it. Immutable.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param config further client properties in Kafka's own keys, for every client alike; may hold
 *     secrets, so only the keys are ever printed
 */
public record KafkaConnection(String bootstrapServers, Map<String, Object> config) {
  /**
   * @throws IllegalArgumentException if no server is named, or the properties name others
   */
  public KafkaConnection {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("bootstrapServers must not be empty; example: host:9092");
    }
    config = Map.copyOf(config);
    Object other = config.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (other != null && !other.equals(bootstrapServers)) {
      throw new IllegalArgumentException(
          "bootstrap.servers must not contradict bootstrapServers "
              + bootstrapServers
              + ": "
              + other);
    }
  }

  /** These servers, with nothing else to say. */
  public static KafkaConnection to(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of());
  }

  /** Names the properties without their values. */
  @Override
  public String toString() {
    return "KafkaConnection[bootstrapServers="
        + bootstrapServers
        + ", config="
        + new TreeSet<>(config.keySet())
        + "]";
  }
}
