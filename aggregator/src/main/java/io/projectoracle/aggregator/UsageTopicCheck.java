package io.projectoracle.aggregator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the cluster whether the usage topic is there. Thread-safe. */
public final class UsageTopicCheck implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final String topic;
  private final Admin admin;

  /**
   * Connects by itself, and goes on trying.
   *
   * @throws KafkaException if a setting is refused
   */
  public UsageTopicCheck(AggregatorSettings settings) {
    this.topic = settings.topic();
    this.admin = Admin.create(settings.clientConfig());
  }

  /**
   * Asks; blocks for a round trip, for 10 seconds at most.
   *
   * @throws IllegalStateException if the topic does not exist
   * @throws KafkaException if the cluster cannot be reached, or does not tell
   */
  public void require() throws InterruptedException {
    var options = new DescribeTopicsOptions().timeoutMs((int) LIMIT.toMillis());
    try {
      admin.describeTopics(List.of(topic), options).allTopicNames().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IllegalStateException(
            "usage topic '"
                + topic
                + "' does not exist; create the topics with: oracle topics create",
            e);
      }
      throw new KafkaException("usage topic '" + topic + "' cannot be looked at", e.getCause());
    }
  }

  /** Returns at once; a question that is under way fails. */
  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
