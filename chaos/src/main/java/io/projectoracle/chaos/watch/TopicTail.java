package io.projectoracle.chaos.watch;

import io.projectoracle.chaos.history.AnswerLine;
import io.projectoracle.chaos.history.HistoryFolder;
import io.projectoracle.chaos.history.QueryLine;
import io.projectoracle.chaos.history.UsageLine;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads every partition of queries, answers and usage as any {@code read_committed} reader would,
 * and writes down what it sees and when. One thread of its own; its methods are thread-safe.
 *
 * <p>It reads the messages as plain JSON: a mistake in the contract's classes would otherwise be
 * made twice, and not be seen.
 */
public final class TopicTail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Topics topics;
  private final HistoryFolder history;
  private final OpenQueries open;
  private final Consumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> partitions;
  private final Thread thread = new Thread(this::run, "oracle-chaos-tail");
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile @Nullable Map<TopicPartition, Long> ends;
  private volatile boolean closed;

  /**
   * @param kafka settings of Kafka clients
   */
  public TopicTail(
      Map<String, Object> kafka,
      Topics topics,
      int partitions,
      HistoryFolder history,
      OpenQueries open) {
    this.topics = topics;
    this.history = history;
    this.open = open;
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, topics.prefix() + "-tail");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : List.of(topics.queries(), topics.answers(), topics.usage())) {
      for (int partition = 0; partition < partitions; partition++) {
        all.add(new TopicPartition(topic, partition));
      }
    }
    this.partitions = Set.copyOf(all);
    consumer.assign(all);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  /** The partitions it reads. */
  public Set<TopicPartition> partitions() {
    return partitions;
  }

  /**
   * Reads up to these offsets; returns when it has.
   *
   * @throws IllegalStateException if they are not reached in time, or reading has failed
   */
  public void readTo(Map<TopicPartition, Long> offsets, Duration limit)
      throws InterruptedException {
    ends = Map.copyOf(offsets);
    try {
      end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          "topics cannot be read to their end within " + limit.toSeconds() + " s", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    Threads.join(thread);
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        step();
      }
    } catch (RuntimeException e) {
      log.error("topics are read no more", e);
      end.completeExceptionally(e);
    }
  }

  private void step() {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        write(record, System.currentTimeMillis());
      }
      if (hasReached(ends)) {
        end.complete(null);
      }
    } catch (WakeupException e) {
      // Only close() wakes the consumer.
    } catch (KafkaException e) {
      log.warn("topics cannot be read, trying again", e);
      sleep();
    }
  }

  private boolean hasReached(@Nullable Map<TopicPartition, Long> wanted) {
    return wanted != null
        && wanted.entrySet().stream()
            .allMatch(each -> consumer.position(each.getKey(), POLL) >= each.getValue());
  }

  private void write(ConsumerRecord<byte[], byte[]> record, long readMillis) {
    JsonNode value = JSON.readTree(record.value());
    if (record.topic().equals(topics.queries())) {
      open.found(query(record, value));
    } else if (record.topic().equals(topics.answers())) {
      AnswerLine answer = answer(record, value, readMillis);
      history.answers().add(answer);
      open.answered(answer.partition(), answer.offset());
    } else {
      history.usage().add(usage(record, value));
    }
  }

  private static QueryLine query(ConsumerRecord<byte[], byte[]> record, JsonNode value) {
    Header reply = record.headers().lastHeader(Headers.REPLY_PARTITION);
    return new QueryLine(
        value.path("id").stringValue(),
        record.partition(),
        record.offset(),
        Integer.parseInt(new String(reply.value(), StandardCharsets.UTF_8)),
        record.timestamp());
  }

  private static AnswerLine answer(
      ConsumerRecord<byte[], byte[]> record, JsonNode value, long readMillis) {
    JsonNode source = value.path("source");
    return new AnswerLine(
        value.path("queryId").stringValue(),
        source.path("partition").intValue(),
        source.path("offset").longValue(),
        record.partition(),
        record.offset(),
        value.path("status").stringValue(),
        value.path("attempts").intValue(),
        value.path("worker").stringValue(),
        value.path("timings").path("modelMicros").longValue() / 1_000,
        record.timestamp(),
        readMillis);
  }

  private static UsageLine usage(ConsumerRecord<byte[], byte[]> record, JsonNode value) {
    JsonNode source = value.path("source");
    List<UsageLine.Attempt> attempts = new ArrayList<>();
    for (JsonNode attempt : value.path("attempts")) {
      attempts.add(
          new UsageLine.Attempt(
              attempt.path("callId").stringValue(), attempt.path("failure").stringValue(null)));
    }
    return new UsageLine(
        value.path("type").stringValue(),
        value.path("queryId").stringValue(),
        source.path("partition").intValue(),
        source.path("offset").longValue(),
        value.path("worker").stringValue(),
        record.timestamp(),
        attempts);
  }

  private void sleep() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
