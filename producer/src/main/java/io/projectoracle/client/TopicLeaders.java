package io.projectoracle.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a topic's partitions have leaders. Publishing to a topic that was created a moment
 * ago can otherwise drive an idempotent producer into endless retries. Asks through a consumer,
 * since a producer would create a missing topic where the broker allows it.
 */
final class TopicLeaders {
  private static final long PAUSE_MILLIS = 50;

  private final KafkaConnection connection;
  private final Consumer<?, ?> consumer;
  private final Duration timeout;

  TopicLeaders(KafkaConnection connection, Consumer<?, ?> consumer, Duration timeout) {
    this.connection = connection;
    this.consumer = consumer;
    this.timeout = timeout;
  }

  /**
   * The number of partitions of a topic, once they all have leaders.
   *
   * @throws OracleClientException if the topic does not exist, no broker answers, or there is a
   *     partition without a leader for too long
   */
  int await(String topic) {
    long start = System.nanoTime();
    List<PartitionInfo> partitions = partitions(topic);
    while (!partitions.stream().allMatch(TopicLeaders::hasLeader)) {
      if (System.nanoTime() - start > timeout.toNanos()) {
        throw new OracleClientException(
            "topic '" + topic + "' has partitions without a leader for " + timeout);
      }
      pause();
      partitions = partitions(topic);
    }
    return partitions.size();
  }

  private List<PartitionInfo> partitions(String topic) {
    @Nullable List<PartitionInfo> partitions;
    try {
      partitions = consumer.partitionsFor(topic, timeout);
    } catch (TimeoutException e) {
      throw KafkaClients.unreachable(connection, e);
    } catch (AuthorizationException | AuthenticationException e) {
      throw new OracleClientException(
          "topic '" + topic + "' cannot be looked up: " + e.getMessage(), e);
    }
    if (partitions == null || partitions.isEmpty()) {
      throw missing(topic);
    }
    return partitions;
  }

  static OracleClientException missing(String topic) {
    return new OracleClientException(
        "topic '" + topic + "' does not exist; create it with: oracle topics create");
  }

  private static boolean hasLeader(PartitionInfo partition) {
    Node leader = partition.leader();
    return leader != null && !leader.isEmpty();
  }

  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new InterruptException(e); // Restores the flag.
    }
  }
}
