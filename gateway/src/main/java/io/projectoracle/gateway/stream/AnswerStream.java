package io.projectoracle.gateway.stream;

import io.projectoracle.client.OracleClientException;
import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.answers.PublishedAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream: reads all partitions of the answers topic and hands on one tenant's answers, each
 * with the positions after it. So whoever takes the stream up at the last position he saw misses
 * nothing and sees nothing twice. Confined to one thread, except {@link #stop}.
 */
final class AnswerStream {
  private static final Logger log = LoggerFactory.getLogger(AnswerStream.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(250);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Supplier<Consumer<byte[], byte[]>> newConsumer;
  private final String topic;
  private final @Nullable String tenant;
  private final AnswerSink sink;
  private final Duration keepAlive;
  private final LongSupplier nanoTime;
  private volatile boolean stopped;

  AnswerStream(
      Supplier<Consumer<byte[], byte[]>> newConsumer,
      String topic,
      @Nullable String tenant,
      AnswerSink sink,
      Duration keepAlive,
      LongSupplier nanoTime) {
    this.newConsumer = newConsumer;
    this.topic = topic;
    this.tenant = tenant;
    this.sink = sink;
    this.keepAlive = keepAlive;
    this.nanoTime = nanoTime;
  }

  void stop() {
    stopped = true;
  }

  /** Returns when the reader has gone, the stream was stopped, or Kafka fails. */
  void run(@Nullable String position) {
    Consumer<byte[], byte[]> consumer = null;
    try {
      consumer = connect();
      follow(consumer, start(consumer, position));
    } catch (RefusedException e) {
      sink.refuse(e);
    } catch (IOException e) {
      log.debug("reader of a stream has gone reason={}", e.getMessage());
    } catch (KafkaException e) {
      log.warn("stream of answers ends reason={}", e.getMessage());
    } finally {
      if (consumer != null) {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
      }
      sink.close(); // Last: a gateway that stops waits for this, and not for the thread.
    }
  }

  private Consumer<byte[], byte[]> connect() {
    try {
      return newConsumer.get();
    } catch (OracleClientException e) {
      throw unavailable(e);
    }
  }

  /** Where to begin. */
  private Positions start(Consumer<byte[], byte[]> consumer, @Nullable String position) {
    try {
      int partitions = partitions(consumer);
      if (partitions == 0) {
        throw RefusedException.unavailable("topic '" + topic + "' does not exist", RETRY_AFTER);
      }
      consumer.assign(all(partitions)); // Else Kafka warns about every one that is asked for.
      Positions start =
          position == null ? ends(consumer, partitions) : resume(consumer, partitions, position);
      assign(consumer, start);
      return start;
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  private static RefusedException unavailable(RuntimeException cause) {
    log.warn("stream of answers cannot begin reason={}", cause.getMessage());
    return RefusedException.unavailable("the answers cannot be read", RETRY_AFTER, cause);
  }

  private int partitions(Consumer<byte[], byte[]> consumer) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic, KAFKA_TIMEOUT);
    return partitions == null ? 0 : partitions.size();
  }

  private Positions ends(Consumer<byte[], byte[]> consumer, int partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(all(partitions), KAFKA_TIMEOUT);
    return Positions.of(IntStream.range(0, partitions).mapToLong(it -> offset(ends, it)).toArray());
  }

  private Positions resume(Consumer<byte[], byte[]> consumer, int partitions, String position) {
    Positions start;
    try {
      start = Positions.decode(position);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Refusal.INVALID_EVENT_ID,
          "Last-Event-ID must be the id of an event of this service, or be left out");
    }
    int known = start.partitions();
    Map<TopicPartition, Long> first = consumer.beginningOffsets(all(partitions), KAFKA_TIMEOUT);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all(partitions), KAFKA_TIMEOUT);
    boolean kept =
        known <= partitions
            && IntStream.range(0, known)
                .allMatch(
                    it ->
                        start.next(it) >= offset(first, it) && start.next(it) <= offset(ends, it));
    if (!kept) {
      throw new RefusedException(
          Refusal.POSITION_GONE,
          "answers after this Last-Event-ID are not kept any more, or it is of another"
              + " installation; leave it out to begin with what arrives from now on");
    }
    start.growTo(partitions);
    return start;
  }

  private void follow(Consumer<byte[], byte[]> consumer, Positions positions) throws IOException {
    sink.open(positions.encode());
    sink.flush();
    long spoken = nanoTime.getAsLong();
    while (!stopped) {
      boolean told = false;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        told |= deliver(record, positions);
      }
      if (!told && nanoTime.getAsLong() - spoken >= keepAlive.toNanos()) {
        takeNewPartitions(consumer, positions);
        passMarkers(consumer, positions);
        sink.idle(positions.encode());
        told = true;
      }
      if (told) {
        sink.flush();
        spoken = nanoTime.getAsLong();
      }
    }
  }

  private boolean deliver(ConsumerRecord<byte[], byte[]> record, Positions positions)
      throws IOException {
    positions.advance(record.partition(), record.offset() + 1);
    Optional<PublishedAnswer> answer = PublishedAnswer.read(record).filter(it -> it.isOf(tenant));
    if (answer.isPresent()) {
      sink.answer(positions.encode(), answer.get().json());
    }
    return answer.isPresent();
  }

  private void takeNewPartitions(Consumer<byte[], byte[]> consumer, Positions positions) {
    int partitions = partitions(consumer);
    if (partitions > positions.partitions()) {
      positions.growTo(partitions);
      assign(consumer, positions);
    }
  }

  /**
   * Ends of transactions take offsets too. A position before one would seem to be gone once
   * retention has removed it, although no answer was missed.
   */
  private void passMarkers(Consumer<byte[], byte[]> consumer, Positions positions) {
    for (TopicPartition partition : all(positions.partitions())) {
      positions.advance(partition.partition(), consumer.position(partition, KAFKA_TIMEOUT));
    }
  }

  private void assign(Consumer<byte[], byte[]> consumer, Positions positions) {
    List<TopicPartition> partitions = all(positions.partitions());
    consumer.assign(partitions);
    partitions.forEach(it -> consumer.seek(it, positions.next(it.partition())));
  }

  private List<TopicPartition> all(int partitions) {
    return IntStream.range(0, partitions)
        .mapToObj(number -> new TopicPartition(topic, number))
        .toList();
  }

  private long offset(Map<TopicPartition, Long> offsets, int partition) {
    return offsets.getOrDefault(new TopicPartition(topic, partition), 0L);
  }
}
