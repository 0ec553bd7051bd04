package io.projectoracle.cli.check;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.cluster.ClusterException;
import io.projectoracle.cli.offsets.GroupOffsets;
import io.projectoracle.cli.offsets.PartitionOffset;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts, one question at a time. What may not be asked is a finding, and the rest is
 * looked at all the same. Used once, by one thread.
 */
final class FactsReader {
  private static final List<String> INTERNAL_TOPICS =
      List.of("__consumer_offsets", "__transaction_state");

  private final String servers;
  private final Cluster cluster;
  private final Topics topics;
  private final Duration longOpen;
  private final Severity unseen;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A reader.
   *
   * @param longOpen from what age on transactions are told of
   * @param unseen how bad it is if a topic or the group cannot be looked at
   */
  FactsReader(String servers, Cluster cluster, Topics topics, Duration longOpen, Severity unseen) {
    this.servers = servers;
    this.cluster = cluster;
    this.topics = topics;
    this.longOpen = longOpen;
    this.unseen = unseen;
  }

  /** What could not be looked at. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  Facts read() {
    // The one question that everybody may ask: whether somebody is there.
    Collection<Node> brokers =
        cluster.answer("describing the cluster", cluster.admin().describeCluster().nodes());
    Map<String, Integer> features =
        looked(Severity.WARNING, "cluster", "Describe cluster", this::features);
    List<String> missing = new ArrayList<>();
    Map<String, Facts.Topic> found = topics(missing);
    Integer broker = brokers.stream().map(Node::id).min(Comparator.naturalOrder()).orElse(0);
    Map<String, String> brokerSettings =
        looked(
            Severity.WARNING,
            "brokers",
            "DescribeConfigs cluster",
            () -> settings(ConfigResource.Type.BROKER, Integer.toString(broker)));
    return new Facts(
        servers,
        topics,
        brokers.size(),
        features,
        found,
        missing,
        internals(),
        brokerSettings,
        group(),
        offsets(found),
        transactions());
  }

  private Map<String, Integer> features() {
    Map<String, Integer> levels = new HashMap<>();
    cluster
        .answer("describing features", cluster.admin().describeFeatures().featureMetadata())
        .finalizedFeatures()
        .forEach((name, range) -> levels.put(name, (int) range.maxVersionLevel()));
    return levels;
  }

  private Map<String, Facts.Topic> topics(List<String> missing) {
    List<String> names = topics.setups().stream().map(Topics.Setup::name).toList();
    Map<String, Facts.Topic> found = new HashMap<>();
    described(names)
        .forEach(
            (name, future) -> {
              TopicDescription topic =
                  looked(
                      unseen,
                      "topic " + name,
                      "Describe topic " + name,
                      () -> existing(name, future, missing));
              if (topic != null) {
                found.put(name, topic(topic));
              }
            });
    Collections.sort(missing);
    return found;
  }

  private Map<String, KafkaFuture<TopicDescription>> described(List<String> names) {
    return new TreeMap<>(cluster.admin().describeTopics(names).topicNameValues());
  }

  private @Nullable TopicDescription existing(
      String name, KafkaFuture<TopicDescription> future, List<String> missing) {
    try {
      return cluster.answer("describing topic '" + name + "'", future);
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        missing.add(name);
        return null;
      }
      throw e;
    }
  }

  private Facts.Topic topic(TopicDescription topic) {
    String name = topic.name();
    return new Facts.Topic(
        name,
        topic.partitions().stream().map(FactsReader::partition).toList(),
        looked(
            Severity.WARNING,
            "topic " + name,
            "DescribeConfigs topic " + name,
            () -> settings(ConfigResource.Type.TOPIC, name)));
  }

  private static Facts.Partition partition(TopicPartitionInfo partition) {
    Node leader = partition.leader();
    return new Facts.Partition(
        partition.partition(),
        leader != null && !leader.isEmpty(),
        partition.replicas().size(),
        partition.isr().size());
  }

  private Map<String, String> settings(ConfigResource.Type type, String name) {
    var resource = new ConfigResource(type, name);
    Map<String, String> settings = new HashMap<>();
    for (Config config :
        cluster
            .answer(
                "reading settings of " + name,
                cluster.admin().describeConfigs(List.of(resource)).all())
            .values()) {
      for (ConfigEntry entry : config.entries()) {
        if (entry.value() != null) {
          settings.put(entry.name(), entry.value());
        }
      }
    }
    return settings;
  }

  private Map<String, Integer> internals() {
    Map<String, Integer> copies = new TreeMap<>();
    described(INTERNAL_TOPICS)
        .forEach(
            (name, future) -> {
              try {
                cluster.answer("describing topic '" + name + "'", future).partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .ifPresent(least -> copies.put(name, least));
              } catch (ClusterException e) {
                // They are Kafka's own: made at first use, and seldom shown to others.
                copies.remove(name);
              }
            });
    return copies;
  }

  private Facts.@Nullable Group group() {
    String group = topics.workerGroup();
    String subject = "group " + group;
    Optional<ConsumerGroupDescription> description =
        looked(unseen, subject, "Describe group " + group, () -> described(group));
    Map<String, String> settings =
        looked(
            Severity.WARNING,
            subject,
            "DescribeConfigs group " + group,
            () -> settings(ConfigResource.Type.GROUP, group));
    return description == null
        ? null
        : new Facts.Group(description.map(known -> known.members().size()).orElse(0), settings);
  }

  /** Nothing if there is no such group. */
  private Optional<ConsumerGroupDescription> described(String group) {
    try {
      return cluster
          .answer(
              "describing group '" + group + "'",
              cluster.admin().describeConsumerGroups(List.of(group)).all())
          .values()
          .stream()
          .findFirst();
    } catch (ClusterException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<PartitionOffset> offsets(Map<String, Facts.Topic> found) {
    if (!found.containsKey(topics.queries())) {
      return List.of();
    }
    var offsets = new GroupOffsets(cluster, topics);
    List<PartitionOffset> present =
        looked(
            unseen,
            "group " + topics.workerGroup(),
            "Describe group " + topics.workerGroup() + " and topic " + topics.queries(),
            () -> offsets.present(offsets.partitions()));
    return present == null ? List.of() : present;
  }

  /** Those on topics of ours; Kafka leaves out what this user may not see. */
  private List<Facts.Transaction> transactions() {
    List<Facts.Transaction> open = new ArrayList<>();
    Collection<TransactionListing> listed =
        looked(
            Severity.WARNING,
            "transactions",
            "Describe transactional ids",
            () ->
                cluster.answer(
                    "listing transactions",
                    cluster
                        .admin()
                        .listTransactions(
                            new ListTransactionsOptions()
                                .filterOnDuration(longOpen.toMillis())
                                .filterStates(Set.of(TransactionState.ONGOING)))
                        .all()));
    if (listed == null || listed.isEmpty()) {
      return open;
    }
    List<String> ids = listed.stream().map(TransactionListing::transactionalId).toList();
    Map<String, TransactionDescription> described =
        looked(
            Severity.WARNING,
            "transactions",
            "Describe transactional ids",
            () ->
                cluster.answer(
                    "describing transactions", cluster.admin().describeTransactions(ids).all()));
    if (described != null) {
      described.forEach((id, transaction) -> addOurs(id, transaction, open));
    }
    return open;
  }

  private void addOurs(
      String id, TransactionDescription transaction, List<Facts.Transaction> open) {
    Set<String> names = Set.copyOf(topics.setups().stream().map(Topics.Setup::name).toList());
    List<String> ours =
        transaction.topicPartitions().stream()
            .filter(partition -> names.contains(partition.topic()))
            .map(TopicPartition::toString)
            .sorted()
            .toList();
    if (!ours.isEmpty()) {
      open.add(
          new Facts.Transaction(
              id, longOpen, Duration.ofMillis(transaction.transactionTimeoutMs()), ours));
    }
  }

  /** The answer; absent, with a finding instead, if this user may not have it. */
  private <T> @Nullable T looked(
      Severity severity, String subject, String right, Supplier<@Nullable T> question) {
    try {
      return question.get();
    } catch (ClusterException e) {
      findings.add(
          e.getCause() instanceof AuthorizationException
              ? new Finding(
                  severity,
                  subject,
                  "cannot be looked at, since this user may not",
                  "grant " + right + ", or check as another user",
                  null)
              : new Finding(
                  severity,
                  subject,
                  "cannot be looked at: " + e.getMessage(),
                  "see whether the brokers run Kafka 4.0 or newer",
                  null));
      return null;
    }
  }
}
