package io.projectoracle.contract;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names of the topics and of the consumer groups of one installation. Everything derives from the
 * prefix, so that producers, workers and tools that know it cannot disagree about the rest.
 *
 * @param prefix first part of every name: 1 to 200 of the characters {@code A-Z a-z 0-9 . _ -}
 */
public record Topics(String prefix) {

  // Stands before the constant that is checked against it. Kafka's own bound is 249 characters.
  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

  /** The names where an installation has no prefix of its own. */
  public static final Topics DEFAULT = new Topics("oracle");

  /** Partitions a topic gets if nobody says otherwise. */
  public static final int DEFAULT_PARTITIONS = 24;

  private static final String DAY = "86400000";
  private static final String DAYS_7 = "604800000";
  private static final String DAYS_30 = "2592000000";

  public Topics {
    Objects.requireNonNull(prefix, "topics prefix is missing");
    if (!VALID.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "topics prefix must be 1 to 200 of the characters A-Z a-z 0-9 . _ -: " + prefix);
    }
  }

  /** What is asked; key {@link QueryKey}. */
  public String queries() {
    return prefix + ".queries";
  }

  /** How it ended; key: client id, or the query's id where it named no client. */
  public String answers() {
    return prefix + ".answers";
  }

  /** What it cost; key: agent. */
  public String usage() {
    return prefix + ".usage";
  }

  /** Records that are no queries, or that cannot be worked off; key: source position. */
  public String deadLetters() {
    return prefix + ".queries-dlt";
  }

  /** What is not wanted any more; key: query id. */
  public String cancels() {
    return prefix + ".cancels";
  }

  /** Consumer group of the workers, whose offsets are the progress on the queries. */
  public String workerGroup() {
    return prefix + "-workers";
  }

  /** Consumer group of the aggregator, and first part of the names of what it keeps on Kafka. */
  public String aggregatorGroup() {
    return prefix + "-aggregator";
  }

  /** Transactional id of whoever has failed queries repeated, or clears dead letters away. */
  public String redriveTransactions() {
    return prefix + "-redrive";
  }

  /**
   * What an {@code oracle} command named in a message must be told to concern this installation:
   * empty where the prefix is the default, else an option with a space before it.
   */
  public String commandOptions() {
    return equals(DEFAULT) ? "" : " --topic-prefix " + prefix;
  }

  /**
   * How each topic is to be set up, whatever the partitions and replication. Queries are kept for
   * ever: retention would delete a query that nobody has answered yet. Queries and cancels bear the
   * broker's time, since a cancel concerns the queries before it, whoever's clock is wrong.
   */
  public List<Setup> setups() {
    return List.of(
        new Setup(
            queries(),
            Map.of(
                "cleanup.policy", "delete",
                "retention.ms", "-1",
                "message.timestamp.type", "LogAppendTime")),
        new Setup(answers(), Map.of("cleanup.policy", "delete", "retention.ms", DAYS_7)),
        new Setup(usage(), Map.of("cleanup.policy", "delete", "retention.ms", DAYS_30)),
        new Setup(deadLetters(), Map.of("cleanup.policy", "compact")),
        new Setup(
            cancels(),
            Map.of(
                "cleanup.policy", "delete",
                "retention.ms", DAY,
                "message.timestamp.type", "LogAppendTime")));
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
