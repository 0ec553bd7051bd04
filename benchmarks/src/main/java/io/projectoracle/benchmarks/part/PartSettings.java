package io.projectoracle.benchmarks.part;

import io.projectoracle.contract.Topics;
import java.net.URI;
import java.util.Map;

/** What a part is told when it begins. The names of the settings are this class's constants. */
public record PartSettings(Map<String, String> values) {
  /** Where the cluster is. */
  public static final String BOOTSTRAP = "bootstrap";

  /** First part of the names of all topics. */
  public static final String PREFIX = "prefix";

  /** Base of the model's paths. */
  public static final String ENDPOINT = "endpoint";

  /** How long the simulator's answers take, in its own words. */
  public static final String LATENCY = "latency";

  /** Most calls at once. */
  public static final String CALLS = "calls";

  /** How many times to do something. */
  public static final String COUNT = "count";

  /** Partitions of the source, which is how many threads a listener container can use. */
  public static final String PARTITIONS = "partitions";

  /** Folder for data. */
  public static final String FOLDER = "folder";

  public PartSettings {
    values = Map.copyOf(values);
  }

  /**
   * @throws IllegalArgumentException if it is missing
   */
  String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("setting is missing: " + key);
    }
    return value;
  }

  int number(String key) {
    return Integer.parseInt(text(key));
  }

  Topics topics() {
    return new Topics(text(PREFIX));
  }

  URI endpoint() {
    return URI.create(text(ENDPOINT));
  }

  /** Settings of any Kafka client. */
  Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", text(BOOTSTRAP));
  }
}
