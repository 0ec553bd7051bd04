package io.projectoracle.client;

import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link OracleClient} and their defaults. Not thread-safe. */
public final class OracleClientBuilder {
  private static final Duration MAX_CLOCK_SLACK = Duration.ofDays(3650);

  private String bootstrapServers = "localhost:9092";
  private final Map<String, Object> kafkaConfig = new HashMap<>();
  private Topics topics = Topics.DEFAULT;
  private String clientId = ClientIds.random();
  private SizeLimits sizeLimits = SizeLimits.DEFAULT;
  private int maxInFlight = 10_000;
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration closeTimeout = Duration.ofSeconds(10);
  private @Nullable Duration expiryGrace = Duration.ofSeconds(5);
  private Duration clockSlack = Duration.ofHours(2);

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
   * How long after a query's deadline its answer may still arrive before the client ends the wait
   * by itself, with a {@link QueryExpiredException}; default 5 s. It does so within a second.
   */
  public OracleClientBuilder expiryGrace(Duration expiryGrace) {
    this.expiryGrace = requirePositive("expiryGrace", expiryGrace);
    return this;
  }

  /** Leaves it to the workers to say that a deadline has passed, however late they come to it. */
  public OracleClientBuilder withoutLocalExpiry() {
    this.expiryGrace = null;
    return this;
  }

  /**
   * How far the clocks of clients and workers may be apart, at most ten years; default 2 h. By so
   * much before the time in a query's id the search for its answer begins: the more, the longer it
   * takes.
   */
  public OracleClientBuilder clockSlack(Duration clockSlack) {
    if (clockSlack.isNegative() || clockSlack.compareTo(MAX_CLOCK_SLACK) > 0) {
      throw new IllegalArgumentException(
          "clockSlack must be between 0 and " + MAX_CLOCK_SLACK + ": " + clockSlack);
    }
    this.clockSlack = clockSlack;
    return this;
  }

  /**
   * A client. It connects in the background; topics are looked up at the first use.
   *
   * @throws IllegalArgumentException if the settings are invalid
   * @throws OracleClientException if the Kafka clients do not accept the properties
   */
  public OracleClient build() {
    var settings =
        new ClientSettings(
            new KafkaConnection(bootstrapServers, kafkaConfig),
            topics,
            clientId,
            sizeLimits,
            connectTimeout,
            closeTimeout,
            expiryGrace,
            clockSlack);
    return new OracleClient(settings, maxInFlight);
  }

  private static Duration requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
    return value;
  }
}
