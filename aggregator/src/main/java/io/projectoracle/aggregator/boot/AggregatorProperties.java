package io.projectoracle.aggregator.boot;

import io.projectoracle.aggregator.AggregatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys of the aggregator. Settings of its Kafka clients stand under {@code spring.kafka}.
 *
 * @param applicationId name of the consumer group and prefix of the internal topics; a new one
 *     counts everything again
 * @param stateDirectory folder for Kafka Streams' files, one per process, by default {@code
 *     oracle-aggregator} in the system's temporary folder; the figures themselves are kept in Kafka
 * @param usageTopic topic of the usage events
 * @param replicationFactor copies of the internal topics; -1 takes the cluster's default
 * @param maxPairs most pairs of agent and model kept apart in one partition; figures of further
 *     ones are added up as (other)
 * @param refreshInterval how often the metrics take over the figures
 */
@ConfigurationProperties(AggregatorProperties.PREFIX)
record AggregatorProperties(
    @DefaultValue(AggregatorSettings.DEFAULT_APPLICATION_ID) String applicationId,
    @Nullable Path stateDirectory,
    @DefaultValue("oracle.usage") String usageTopic,
    @DefaultValue("" + AggregatorSettings.DEFAULT_REPLICATION_FACTOR) int replicationFactor,
    @DefaultValue("" + AggregatorSettings.DEFAULT_MAX_PAIRS) int maxPairs,
    @DefaultValue("5s") Duration refreshInterval) {
  static final String PREFIX = "oracle.aggregator";

  private static final Path TEMPORARY =
      Path.of(System.getProperty("java.io.tmpdir"), "oracle-aggregator");

  AggregatorProperties {
    require(!applicationId.isBlank(), "application-id", "not be blank", applicationId);
    require(!usageTopic.isBlank(), "usage-topic", "not be blank", usageTopic);
    require(
        replicationFactor == -1 || (replicationFactor >= 1 && replicationFactor <= 32_767),
        "replication-factor",
        "be -1 or between 1 and 32767",
        replicationFactor);
    require(maxPairs >= 1, "max-pairs", "be at least 1", maxPairs);
    require(
        refreshInterval.compareTo(Duration.ofMillis(100)) >= 0,
        "refresh-interval",
        "be at least 100ms",
        refreshInterval);
  }

  /** With the cluster and the client settings that Spring Boot has collected. */
  AggregatorSettings toSettings(String bootstrapServers, Map<String, ?> clientProperties) {
    return new AggregatorSettings(
        bootstrapServers,
        clientProperties,
        applicationId,
        Objects.requireNonNullElse(stateDirectory, TEMPORARY),
        usageTopic,
        replicationFactor,
        maxPairs);
  }

  private static void require(boolean holds, String key, String constraint, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(PREFIX + "." + key + " must " + constraint + ": " + value);
    }
  }
}
