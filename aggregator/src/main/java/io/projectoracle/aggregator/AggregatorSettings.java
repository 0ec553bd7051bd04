package io.projectoracle.aggregator;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How to run an {@link Aggregator}.
 *
 * @param bootstrapServers the cluster, as Kafka clients take it
 * @param clientProperties further settings of the Kafka clients, for example their security; they
 *     win over the aggregator's choices, except for its guarantee
 * @param applicationId name of the consumer group and prefix of the internal topics; a new one
 *     counts everything again
 * @param stateDirectory folder for Kafka Streams' files; one per process
 * @param topic the usage topic
 * @param replicationFactor copies of the internal topics; -1 takes the cluster's default
 * @param maxPairs most pairs of agent and model kept apart in one partition; figures of further
 *     ones are added up as {@code (other)}
 */
public record AggregatorSettings(
    String bootstrapServers,
    Map<String, ?> clientProperties,
    String applicationId,
    Path stateDirectory,
    String topic,
    int replicationFactor,
    int maxPairs) {
  /** Name of the consumer group if nobody says otherwise. */
  public static final String DEFAULT_APPLICATION_ID = "oracle-aggregator";

  /** The cluster's default replication. */
  public static final int DEFAULT_REPLICATION_FACTOR = -1;

  /** Pairs of agent and model in one partition. */
  public static final int DEFAULT_MAX_PAIRS = 1_000;

  /**
   * @throws IllegalArgumentException if a text is blank or a number out of range
   */
  public AggregatorSettings {
    requireText("bootstrap servers", bootstrapServers);
    requireText("application id", applicationId);
    requireText("topic", topic);
    if (replicationFactor != -1 && (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "replication factor must be -1 or between 1 and 32767: " + replicationFactor);
    }
    if (maxPairs < 1) {
      throw new IllegalArgumentException("max pairs must be at least 1: " + maxPairs);
    }
    clientProperties = Map.copyOf(clientProperties);
  }

  /** The defaults, for one cluster, folder and topic. */
  public static AggregatorSettings of(String bootstrapServers, Path stateDirectory, String topic) {
    return new AggregatorSettings(
        bootstrapServers,
        Map.of(),
        DEFAULT_APPLICATION_ID,
        stateDirectory,
        topic,
        DEFAULT_REPLICATION_FACTOR,
        DEFAULT_MAX_PAIRS);
  }

  /** Settings of a client that only looks: an admin client, a consumer without a group. */
  Map<String, Object> clientConfig() {
    var config = new HashMap<String, Object>(clientProperties);
    config.put("bootstrap.servers", bootstrapServers);
    return config;
  }

  /** Settings of Kafka Streams. */
  public Map<String, Object> streamsConfig() {
    var config = new HashMap<String, Object>();
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
    // A killed aggregator holds its partitions this long.
    config.put(StreamsConfig.mainConsumerPrefix("session.timeout.ms"), 10_000);
    config.put(StreamsConfig.mainConsumerPrefix("heartbeat.interval.ms"), 2_000);
    config.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    config.putAll(clientProperties);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return config;
  }

  /** Names the client properties only: their values may hold passwords. */
  @Override
  public String toString() {
    return ("AggregatorSettings[bootstrapServers=%s, clientProperties=%s, applicationId=%s,"
            + " stateDirectory=%s, topic=%s, replicationFactor=%d, maxPairs=%d]")
        .formatted(
            bootstrapServers,
            new TreeSet<>(clientProperties.keySet()),
            applicationId,
            stateDirectory,
            topic,
            replicationFactor,
            maxPairs);
  }

  private static void requireText(String name, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
  }
}
