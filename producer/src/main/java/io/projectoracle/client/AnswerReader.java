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
  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

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
    read(from, listener, /* follow= */ false, FOR_EVER);
  }

  /**
   * Reads answers until {@link #stop} is called.
   *
   * @throws OracleClientException if there is no such topic, no broker answers, or reading fails
   */
  public void follow(ReadFrom from, AnswerListener listener) {
    read(from, listener, /* follow= */ true, FOR_EVER);
  }

  /**
   * Reads the answers that are there at present, and then new ones for so long, unless {@link
   * #stop} is called before. Reading what is there may take longer, as long as it gets on.
   *
   * @throws OracleClientException if there is no such topic, no broker answers, or reading fails
   */
  public void followFor(Duration patience, ReadFrom from, AnswerListener listener) {
    read(from, listener, /* follow= */ true, patience);
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

  private void read(ReadFrom from, AnswerListener listener, boolean follow, Duration patience) {
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
      // Of a broker that goes away a poll tells nothing.
      Duration standstill = patience.compareTo(timeout) > 0 ? patience : timeout;
      long left = before(ends);
      long start = System.nanoTime();
      while (!stopped && (follow || left > 0) && !isOver(start, left > 0 ? standstill : patience)) {
        consumer.poll(POLL_TIMEOUT).forEach(record -> deliver(record, ends, listener, follow));
        long now = left > 0 ? before(ends) : 0;
        if (now < left) {
          left = now;
          start = System.nanoTime();
        }
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

  /** Offsets that are still to be read. */
  private long before(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> end.getValue() - consumer.position(end.getKey(), timeout))
        .filter(left -> left > 0)
        .sum();
  }

  private static boolean isOver(long startNanos, Duration limit) {
    return Duration.ofNanos(System.nanoTime() - startNanos).compareTo(limit) >= 0;
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
