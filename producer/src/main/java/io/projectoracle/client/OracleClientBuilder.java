package io.projectoracle.client;

import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Settings of an {@link OracleClient} and their defaults. Not thread-safe. */
public final class OracleClientBuilder {
  private String bootstrapServers = "localhost:9092";
  private final Map<String, Object> kafkaConfig = new HashMap<>();
  private Topics topics = Topics.DEFAULT;
  private String clientId = ClientIds.random();
  private SizeLimits sizeLimits = SizeLimits.DEFAULT;
  private int maxInFlight = 10_000;
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration closeTimeout = Duration.ofSeconds(10);

  OracleClientBuilder() {}

  /** Kafka's {@code host:port}, several separated by commas; default {@code localhost:9092}. */
  public OracleClientBuilder bootstrapServers(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    return this;
  }

  /**
   * Adds Kafka client properties, for the producer and the consumer alike: security, timeouts and
   * so on. They win over this library's defaults (lz4, 5 ms linger), but not over what its promises
   * rest on: {@code acks}, {@code enable.idempotence} and {@code isolation.level}.
   */
  public OracleClientBuilder kafkaConfig(Map<String, ?> kafkaConfig) {
    this.kafkaConfig.putAll(kafkaConfig);
    return this;
  }

  /** The servers and properties of another client. */
  public OracleClientBuilder connection(KafkaConnection connection) {
    return bootstrapServers(connection.bootstrapServers()).kafkaConfig(connection.config());
  }

  /** Names of the topics; default {@link Topics#DEFAULT}. */
  public OracleClientBuilder topics(Topics topics) {
    this.topics = topics;
    return this;
  }

  /**
   * The name under which answers return, 1 to 100 of the characters {@code A-Z a-z 0-9 . _ -}; a
   * random one by default. Two clients at work at a time must not share it.
   *
   * @throws IllegalArgumentException if the name breaks these rules
   */
  public OracleClientBuilder clientId(String clientId) {
    this.clientId = ClientIds.requireValid(clientId);
    return this;
  }

  /** The largest query that is accepted; default {@link SizeLimits#DEFAULT}. */
  public OracleClientBuilder sizeLimits(SizeLimits sizeLimits) {
    this.sizeLimits = sizeLimits;
    return this;
  }

  /** How many answers may be awaited at a time before {@code submit} blocks; default 10,000. */
  public OracleClientBuilder maxInFlight(int maxInFlight) {
    this.maxInFlight = maxInFlight;
    return this;
  }

  /** How long the first use waits for Kafka and the topics' leaders; default 10 s. */
  public OracleClientBuilder connectTimeout(Duration connectTimeout) {
    this.connectTimeout = requirePositive("connectTimeout", connectTimeout);
    return this;
  }

  /** How long {@code close} waits for queries on their way to Kafka; default 10 s. */
  public OracleClientBuilder closeTimeout(Duration closeTimeout) {
    this.closeTimeout = requirePositive("closeTimeout", closeTimeout);
    return this;
  }

  /**
   * A client. It connects in the background; topics are looked up at the first use.
   *
   * @throws IllegalArgumentException if the settings are invalid
   * @throws OracleClientException if the Kafka clients do not accept the properties
   */
  public OracleClient build() {
    var connection = new KafkaConnection(bootstrapServers, kafkaConfig);
    var settings =
        new OracleClient.Settings(
            connection, topics, clientId, sizeLimits, connectTimeout, closeTimeout);
    return new OracleClient(settings, new InFlightQueries(maxInFlight));
  }

  private static Duration requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
    return value;
  }
}
