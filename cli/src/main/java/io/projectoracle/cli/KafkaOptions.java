package io.projectoracle.cli;

import io.projectoracle.cli.console.UsageException;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.contract.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Kafka is, for every command that uses it. */
final class KafkaOptions {
  static final String SERVERS_VARIABLE = "ORACLE_BOOTSTRAP_SERVERS";

  private static final String SERVERS_KEY = "bootstrap.servers";
  private static final String DEFAULT_SERVERS = "localhost:9092";

  /** It has ended before anybody asks for them, and they cost it a tenth of a second. */
  private static final Map<String, Object> WITHOUT_METRICS =
      Map.of("enable.metrics.push", "false", "metric.reporters", "");

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers, separated by commas.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Properties file with any Kafka client property (security and so on), for all clients.")
  private @Nullable Path kafkaConfig;

  @Option(
      names = "--topic-prefix",
      paramLabel = "NAME",
      description = "First part of the topics' names (default: oracle).")
  private @Nullable String topicPrefix;

  /**
   * For a command that is over soon: the option, else the file, else the environment, else this
   * machine.
   */
  KafkaConnection connection(Map<String, String> environment) {
    Map<String, Object> config = new HashMap<>(WITHOUT_METRICS);
    config.putAll(config());
    return connection(environment, config);
  }

  private KafkaConnection connection(Map<String, String> environment, Map<String, Object> config) {
    String servers = bootstrapServers;
    if (servers == null && config.get(SERVERS_KEY) instanceof String inFile) {
      servers = inFile;
    }
    if (servers == null) {
      servers = environment.getOrDefault(SERVERS_VARIABLE, DEFAULT_SERVERS);
    }
    return connection(servers, config);
  }

  /** The option or the file only; null if neither names a broker. */
  @Nullable KafkaConnection explicitConnection() {
    Map<String, Object> config = config();
    if (bootstrapServers != null) {
      return connection(bootstrapServers, config);
    }
    return config.get(SERVERS_KEY) instanceof String inFile ? connection(inFile, config) : null;
  }

  /**
   * The option, the file or the environment's own variable; null if none names a broker, which a
   * part's configuration may do instead.
   */
  @Nullable KafkaConnection chosenConnection(Map<String, String> environment) {
    return environment.containsKey(SERVERS_VARIABLE)
        ? connection(environment, config())
        : explicitConnection();
  }

  /** What the file says, wherever the brokers are. */
  Map<String, Object> properties() {
    Map<String, Object> properties = config();
    properties.remove(SERVERS_KEY);
    return properties;
  }

  /** The file that was named; null if none was. */
  @Nullable Path propertiesFile() {
    return kafkaConfig;
  }

  /** The topics, if the option was given. */
  @Nullable Topics chosenTopics() {
    return topicPrefix == null ? null : topics();
  }

  Topics topics() {
    if (topicPrefix == null) {
      return Topics.DEFAULT;
    }
    if (!PREFIX.matcher(topicPrefix).matches()) {
      throw new UsageException(
          "--topic-prefix must be 1 to 200 of the characters A-Z a-z 0-9 . _ -: " + topicPrefix);
    }
    return new Topics(topicPrefix);
  }

  private static KafkaConnection connection(String servers, Map<String, Object> config) {
    Map<String, Object> others = new HashMap<>(config);
    others.remove(SERVERS_KEY);
    try {
      return new KafkaConnection(servers, others);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--bootstrap-servers: " + e.getMessage());
    }
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    if (kafkaConfig == null) {
      return config;
    }
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(kafkaConfig, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException("--kafka-config cannot be read: " + kafkaConfig);
    }
    properties.stringPropertyNames().forEach(key -> config.put(key, properties.getProperty(key)));
    return config;
  }
}
