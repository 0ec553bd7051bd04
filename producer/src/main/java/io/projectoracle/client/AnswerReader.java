package io.projectoracle.client;

import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads the whole answers topic, everybody's answers. Sees only committed ones, belongs to no
 * consumer group and commits nothing, so any number of readers disturb nobody. For one thread,
 * except {@link #stop}.
 */
public final class AnswerReader implements AutoCloseable {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final KafkaConnection connection;
  private final Topics topics;
  private final Duration timeout;
  private final Consumer<byte[], byte[]> consumer;
  private volatile boolean stopped;

  /**
   * A reader.
   *
   * @param timeout how long to wait for Kafka at the start
   */
  public AnswerReader(KafkaConnection connection, Topics topics, Duration timeout) {
    this.connection = connection;
    this.topics = topics;
    this.timeout = timeout;
    this.consumer = KafkaClients.reader(connection, ClientIds.random());
  }

  /**
   * Reads the answers that are there at present, then returns.
   *
   * @throws OracleClientException if there is no such topic, no broker answers, or reading fails
   */
  public void readToPresentEnd(ReadFrom from, AnswerListener listener) {
    read(from, listener, /* follow= */ false);
  }

  /**
   * Reads answers until {@link #stop} is called.
   *
   * @throws OracleClientException if there is no such topic, no broker answers, or reading fails
   */
  public void follow(ReadFrom from, AnswerListener listener) {
    read(from, listener, /* follow= */ true);
  }

  /** Makes a running read return soon. Thread-safe. */
  public void stop() {
    stopped = true;
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }

  private void read(ReadFrom from, AnswerListener listener, boolean follow) {
    try {
      int partitions = new TopicLeaders(connection, consumer, timeout).await(topics.answers());
      List<TopicPartition> assignment =
          IntStream.range(0, partitions)
              .mapToObj(partition -> new TopicPartition(topics.answers(), partition))
              .toList();
      consumer.assign(assignment);
      var offsets = new StartOffsets(consumer, timeout);
      Map<TopicPartition, Long> ends = offsets.ends(assignment);
      offsets.of(from, ends).forEach(consumer::seek);
      while (!stopped && (follow || isBefore(ends))) {
        consumer.poll(POLL_TIMEOUT).forEach(record -> deliver(record, ends, listener, follow));
      }
    } catch (WakeupException e) {
      if (!stopped) {
        throw e;
      }
    } catch (TimeoutException e) {
      throw KafkaClients.unreachable(connection, e);
    } catch (KafkaException e) {
      throw new OracleClientException(
          "reading answers from topic '" + topics.answers() + "' failed: " + e.getMessage(), e);
    }
  }

  private boolean isBefore(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), timeout) < end.getValue());
  }

  private static void deliver(
      ConsumerRecord<byte[], byte[]> record,
      Map<TopicPartition, Long> ends,
      AnswerListener listener,
      boolean follow) {
    var partition = new TopicPartition(record.topic(), record.partition());
    if (!follow && record.offset() >= ends.getOrDefault(partition, Long.MAX_VALUE)) {
      return; // Arrived after the start.
    }
    var position = new SourcePosition(record.topic(), record.partition(), record.offset());
    try {
      byte[] key = record.key();
      listener.answer(
          new ReceivedAnswer(
              MessageCodec.decodeAnswer(record.value()),
              key == null ? null : new String(key, StandardCharsets.UTF_8),
              position,
              Instant.ofEpochMilli(record.timestamp())));
    } catch (MalformedMessageException e) {
      listener.malformed(position, String.valueOf(e.getMessage()));
    }
  }
}
