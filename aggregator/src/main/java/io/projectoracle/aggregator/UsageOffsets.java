package io.projectoracle.aggregator;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the usage topic ends, as readers of committed records see it, and how far the application
 * has come. Calls block for a round trip to the cluster. Thread-safe.
 */
final class UsageOffsets implements AutoCloseable {
  private final String topic;
  private final String applicationId;
  private final Admin admin;
  private final VisibleRecords visibleRecords;

  UsageOffsets(AggregatorSettings settings) {
    this.topic = settings.topic();
    this.applicationId = settings.applicationId();
    this.admin = Admin.create(settings.clientConfig());
    this.visibleRecords = new VisibleRecords(settings);
  }

  /** The end of each partition now. */
  Map<TopicPartition, Long> ends() throws InterruptedException {
    try {
      var partitions =
          describeTopic().get().partitions().stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .collect(Collectors.toMap(Function.identity(), it -> OffsetSpec.latest()));
      var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
      var ends = new HashMap<TopicPartition, Long>();
      admin
          .listOffsets(partitions, options)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  /**
   * Those ends the application has not reached: there is at least one record between its committed
   * offset and the end, or it could not be seen yet that there is none.
   */
  Map<TopicPartition, Long> ahead(Map<TopicPartition, Long> ends) throws InterruptedException {
    var committed = committed();
    var ahead = new HashMap<TopicPartition, Long>();
    ends.forEach(
        (partition, end) -> {
          if (committed.getOrDefault(partition, 0L) < end) {
            ahead.put(partition, end);
          }
        });
    return visibleRecords.before(ahead, committed);
  }

  @Override
  public void close() {
    try {
      visibleRecords.close();
    } finally {
      admin.close(Duration.ZERO); // Nobody waits for an answer any more.
    }
  }

  private Map<TopicPartition, Long> committed() throws InterruptedException {
    try {
      var offsets = new HashMap<TopicPartition, Long>();
      admin
          .listConsumerGroupOffsets(applicationId)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, offset) -> putIfPresent(offsets, partition, offset));
      return offsets;
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  /** Kafka names a partition nothing was committed for with null. */
  private static void putIfPresent(
      Map<TopicPartition, Long> offsets,
      TopicPartition partition,
      @Nullable OffsetAndMetadata committed) {
    if (committed != null) {
      offsets.put(partition, committed.offset());
    }
  }

  private KafkaFuture<TopicDescription> describeTopic() {
    return Objects.requireNonNull(
        admin.describeTopics(List.of(topic)).topicNameValues().get(topic),
        "the one topic asked for");
  }

  private KafkaException failed(ExecutionException e) {
    return new KafkaException(
        "offsets of usage topic '" + topic + "' cannot be read", e.getCause());
  }
}
