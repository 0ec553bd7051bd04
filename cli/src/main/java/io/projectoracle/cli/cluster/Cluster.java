package io.projectoracle.cli.cluster;

import io.projectoracle.client.KafkaClients;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.client.KafkaUnreachableException;
import io.projectoracle.contract.SizeLimits;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A connection to the cluster for one command. Thread-safe. */
public final class Cluster implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /** How long a question may take; Kafka's own default is a minute. */
  private static final int API_TIMEOUT_MILLIS = 10_000;

  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

  private final KafkaConnection connection;
  private final Admin admin;

  private Cluster(KafkaConnection connection, Admin admin) {
    this.connection = connection;
    this.admin = admin;
  }

  /** Connects in the background. */
  public static Cluster connect(KafkaConnection connection) {
    Map<String, Object> config = new HashMap<>();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    config.putAll(connection.config());
    return new Cluster(
        connection, KafkaClients.admin(new KafkaConnection(connection.bootstrapServers(), config)));
  }

  /** To ask whatever there is no method for here; answers are for {@link #answer}. */
  public Admin admin() {
    return admin;
  }

  /** A reader of committed records that belongs to no group. */
  public Consumer<byte[], byte[]> reader(String clientId) {
    return KafkaClients.reader(connection, clientId);
  }

  /**
   * A producer of transactions, of all producers of that id the only one once it has initialised
   * them.
   *
   * @param timeout after which the broker aborts a transaction that was left open
   */
  public Producer<byte[], byte[]> transactional(String transactionalId, Duration timeout) {
    return KafkaClients.transactional(
        connection, transactionalId, transactionalId, SizeLimits.DEFAULT, timeout);
  }

  /** What to throw when no broker answers. */
  public KafkaUnreachableException unreachable(Throwable cause) {
    return KafkaClients.unreachable(connection, cause);
  }

  /**
   * Waits for an answer.
   *
   * @param asked what was asked, for messages: {@code describing topic 'a'}
   * @throws io.projectoracle.client.KafkaUnreachableException if no broker answers in time
   * @throws ClusterException if the cluster refuses
   */
  public <T> T answer(String asked, KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof TimeoutException) {
        throw unreachable(cause);
      }
      throw new ClusterException(
          asked + " failed: " + (cause == null ? e.getMessage() : cause.getMessage()), cause);
    } catch (InterruptedException e) {
      throw new InterruptException(e); // Restores the flag.
    }
  }

  /**
   * The partitions of a topic.
   *
   * @throws ClusterException if there is no such topic
   */
  public List<TopicPartition> partitions(String topic) {
    try {
      return answer(
              "describing topic '" + topic + "'",
              admin.describeTopics(List.of(topic)).allTopicNames())
          .values()
          .stream()
          .flatMap(description -> description.partitions().stream())
          .map(partition -> new TopicPartition(topic, partition.partition()))
          .toList();
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new ClusterException(
            "topic '" + topic + "' does not exist; create it with: oracle topics create", e);
      }
      throw e;
    }
  }

  /** The members of a consumer group; none if there is no such group. */
  public List<GroupMember> members(String group) {
    try {
      return answer(
              "describing group '" + group + "'",
              admin.describeConsumerGroups(List.of(group)).all())
          .values()
          .stream()
          .flatMap(description -> description.members().stream())
          .map(GroupMember::of)
          .sorted(Comparator.comparing(GroupMember::name))
          .toList();
    } catch (ClusterException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * An offset of each partition, of all records, committed or not; -1 where there is none, as for a
   * time at the end.
   */
  public Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    answer("asking for offsets", admin.listOffsets(question).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  @Override
  public void close() {
    admin.close(CLOSE_TIMEOUT);
  }
}
