package io.projectoracle.contract;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names of the topics of one installation; four different ones that Kafka accepts.
 *
 * @param queries what is asked; key {@link QueryKey}
 * @param answers how it ended; key: client id, or the query's id where it named no client
 * @param usage what it cost; key: agent
 * @param deadLetters records that are no queries, or that cannot be worked off; key: source
 *     position
 */
public record Topics(String queries, String answers, String usage, String deadLetters) {

  // Stands before the constants that are checked against it.
  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  /** The names without a prefix of the installation's own. */
  public static final Topics DEFAULT = withPrefix("oracle");

  /** Consumer group of the workers of the default topics. */
  public static final String DEFAULT_WORKER_GROUP = "oracle-workers";

  /** Partitions a topic gets if nobody says otherwise. */
  public static final int DEFAULT_PARTITIONS = 24;

  private static final String DAYS_7 = "604800000";
  private static final String DAYS_30 = "2592000000";

  public Topics {
    requireName("queries", queries);
    requireName("answers", answers);
    requireName("usage", usage);
    requireName("deadLetters", deadLetters);
    requireDifferent("answers", answers, "queries", queries);
    requireDifferent("usage", usage, "queries", queries);
    requireDifferent("usage", usage, "answers", answers);
    requireDifferent("deadLetters", deadLetters, "queries", queries);
    requireDifferent("deadLetters", deadLetters, "answers", answers);
    requireDifferent("deadLetters", deadLetters, "usage", usage);
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

  private static void requireName(String key, String name) {
    Objects.requireNonNull(name, "topics." + key + " is missing");
    // The last two are names of directories already.
    if (!VALID.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "topics."
              + key
              + " must be 1 to 249 of the characters A-Z a-z 0-9 . _ -, other than . and ..: "
              + name);
    }
  }

  private static void requireDifferent(String key, String name, String otherKey, String other) {
    if (name.equals(other)) {
      throw new IllegalArgumentException(
          "topics." + key + " must differ from topics." + otherKey + ": " + name);
    }
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
