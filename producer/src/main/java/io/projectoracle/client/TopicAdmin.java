package io.projectoracle.client;

import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Sets up the topics of an installation. Safe to repeat: what is there is left alone, and where it
 * differs from what was asked for the report says so. Thread-safe.
 */
public final class TopicAdmin implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final KafkaConnection connection;
  private final Duration timeout;
  private final Admin admin;

  /**
   * An administrator.
   *
   * @param timeout how long to wait for Kafka, and for new topics to have leaders
   */
  public TopicAdmin(KafkaConnection connection, Duration timeout) {
    this.connection = connection;
    this.timeout = timeout;
    this.admin = KafkaClients.admin(connection);
  }

  /**
   * Creates the topics that are missing, waits until the leaders of all partitions answer, and
   * commits the earliest offset for every partition of the queries topic for which the workers'
   * group has none: workers start from committed offsets only, so that they never skip or repeat
   * silently. A partition whose queries may have been answered before is left alone, and reported.
   *
   * @param partitions partitions of a new topic, at least 1
   * @param replicationFactor copies of a new topic's records; -1 for the broker's default
   * @throws IllegalArgumentException if a number is out of its range
   * @throws OracleClientException if no broker answers or Kafka refuses
   */
  public TopicReport create(Topics topics, int partitions, int replicationFactor) {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
    }
    if (replicationFactor != -1 && (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "replicationFactor must be at least 1, or -1 for the broker's default: "
              + replicationFactor);
    }
    try {
      List<TopicReport.Topic> report = new ArrayList<>();
      Map<String, Boolean> created = createMissing(topics, partitions, (short) replicationFactor);
      Map<String, TopicDescription> found = awaitLeaders(created.keySet().stream().toList());
      Map<String, Config> configs = configs(topics);
      for (Topics.Setup setup : topics.setups()) {
        TopicDescription topic = require(found, setup.name());
        report.add(
            new TopicReport.Topic(
                setup.name(),
                require(created, setup.name()),
                topic.partitions().size(),
                differences(setup, require(configs, setup.name()), topic, partitions)));
      }
      return new FirstOffsets(admin, topics)
          .commit(
              require(found, topics.queries()).partitions().size(),
              require(found, topics.answers()).partitions().size())
          .report(report);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e); // Restores the flag.
    }
  }

  @Override
  public void close() {
    admin.close(CLOSE_TIMEOUT);
  }

  /** All topics, each with whether it was missing. */
  private Map<String, Boolean> createMissing(Topics topics, int partitions, short replicationFactor)
      throws ExecutionException, InterruptedException {
    List<NewTopic> wanted = new ArrayList<>();
    for (Topics.Setup setup : topics.setups()) {
      wanted.add(
          new NewTopic(setup.name(), partitions, replicationFactor).configs(setup.configs()));
    }
    Map<String, Boolean> created = new HashMap<>();
    for (var result : admin.createTopics(wanted).values().entrySet()) {
      created.put(result.getKey(), wasCreated(result.getKey(), result.getValue()));
    }
    return created;
  }

  private static boolean wasCreated(String name, KafkaFuture<Void> result)
      throws ExecutionException, InterruptedException {
    try {
      Permitted.get(result, "CREATE topic '" + name + "'");
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  private Map<String, TopicDescription> awaitLeaders(List<String> names)
      throws ExecutionException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      Map<String, TopicDescription> found = describe(names);
      if (found.size() == names.size()
          && found.values().stream().allMatch(TopicAdmin::hasLeaders)
          && leadersAnswer(found)) {
        return found;
      }
      if (System.nanoTime() - start > timeout.toNanos()) {
        throw new OracleClientException("topics have partitions without a leader for " + timeout);
      }
      TopicLeaders.pause();
    }
  }

  /**
   * A leader is named before it has become one. If it becomes one between two batches of an
   * idempotent producer it refuses the first and takes the second, and the first is out of order
   * for as long as it is repeated.
   */
  private boolean leadersAnswer(Map<String, TopicDescription> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    topics.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(
                    each ->
                        question.put(
                            new TopicPartition(name, each.partition()), OffsetSpec.latest())));
    var options = new ListOffsetsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
    try {
      admin.listOffsets(question, options).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false; // Not every broker has heard of it.
      }
      throw e;
    }
  }

  /** Leaves out what a broker has not heard of yet. */
  private Map<String, TopicDescription> describe(List<String> names)
      throws ExecutionException, InterruptedException {
    var options = new DescribeTopicsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
    Map<String, TopicDescription> found = new HashMap<>();
    for (var topic : admin.describeTopics(names, options).topicNameValues().entrySet()) {
      try {
        found.put(
            topic.getKey(),
            Permitted.get(topic.getValue(), "DESCRIBE topic '" + topic.getKey() + "'"));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  private static boolean hasLeaders(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> partition.leader())
        .noneMatch(leader -> leader == null || leader.isEmpty() || leader.equals(Node.noNode()));
  }

  private Map<String, Config> configs(Topics topics)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> resources =
        topics.setups().stream()
            .map(setup -> new ConfigResource(ConfigResource.Type.TOPIC, setup.name()))
            .toList();
    Map<String, Config> configs = new HashMap<>();
    for (var config : admin.describeConfigs(resources).values().entrySet()) {
      String name = config.getKey().name();
      configs.put(
          name, Permitted.get(config.getValue(), "DESCRIBE_CONFIGS of topic '" + name + "'"));
    }
    return configs;
  }

  private static List<String> differences(
      Topics.Setup setup, Config config, TopicDescription topic, int partitions) {
    List<String> differences = new ArrayList<>();
    int actualPartitions = topic.partitions().size();
    if (actualPartitions != partitions) {
      differences.add("partitions is " + actualPartitions + ", wanted " + partitions);
    }
    setup.configs().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            wanted -> {
              ConfigEntry entry = config.get(wanted.getKey());
              String actual = entry == null ? "unknown" : entry.value();
              if (!wanted.getValue().equals(actual)) {
                differences.add(
                    wanted.getKey() + " is " + actual + ", wanted " + wanted.getValue());
              }
            });
    return differences;
  }

  private OracleClientException failure(@Nullable Throwable cause) {
    if (cause instanceof TimeoutException) {
      return KafkaClients.unreachable(connection, cause);
    }
    return new OracleClientException(
        "setting up the topics failed: " + (cause == null ? "unknown" : cause.getMessage()), cause);
  }

  private static <T> T require(Map<String, T> map, String name) {
    T value = map.get(name);
    if (value == null) {
      throw new IllegalStateException("Kafka did not tell about topic '" + name + "'");
    }
    return value;
  }
}
