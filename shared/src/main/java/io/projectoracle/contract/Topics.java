package io.projectoracle.contract;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Names of the topics of one installation.
 *
 * @param queries what is asked; key {@link QueryKey}
 * @param answers how it ended; key: client id
 * @param usage what it cost; key: agent
 * @param deadLetters records that are no queries; key: source position
 */
public record Topics(String queries, String answers, String usage, String deadLetters) {

  /** The names without a prefix of the installation's own. */
  public static final Topics DEFAULT = withPrefix("oracle");

  /** Consumer group of the workers of the default topics. */
  public static final String DEFAULT_WORKER_GROUP = "oracle-workers";

  /** Partitions a topic gets if nobody says otherwise. */
  public static final int DEFAULT_PARTITIONS = 24;

  private static final String DAYS_7 = "604800000";
  private static final String DAYS_30 = "2592000000";

  public Topics {
    Objects.requireNonNull(queries, "queries is missing");
    Objects.requireNonNull(answers, "answers is missing");
    Objects.requireNonNull(usage, "usage is missing");
    Objects.requireNonNull(deadLetters, "deadLetters is missing");
  }

  /** The topics {@code prefix.queries}, {@code prefix.answers} and so on. */
  public static Topics withPrefix(String prefix) {
    return new Topics(
        prefix + ".queries", prefix + ".answers", prefix + ".usage", prefix + ".queries-dlt");
  }

  /**
   * How each topic is to be set up, whatever the partitions and replication. Queries are kept for
   * ever: retention would delete a query that nobody has answered yet.
   */
  public List<Setup> setups() {
    return List.of(
        new Setup(queries, Map.of("cleanup.policy", "delete", "retention.ms", "-1")),
        new Setup(answers, Map.of("cleanup.policy", "delete", "retention.ms", DAYS_7)),
        new Setup(usage, Map.of("cleanup.policy", "delete", "retention.ms", DAYS_30)),
        new Setup(deadLetters, Map.of("cleanup.policy", "compact")));
  }

  /**
   * A topic and its settings.
   *
   * @param name name of the topic
   * @param configs topic settings, in Kafka's own keys
   */
  public record Setup(String name, Map<String, String> configs) {
    public Setup {
      configs = Map.copyOf(configs);
    }
  }
}
