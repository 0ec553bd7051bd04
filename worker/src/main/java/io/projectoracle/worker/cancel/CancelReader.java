package io.projectoracle.worker.cancel;

import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the cancels topic from its beginning, on a thread of its own and outside of any group:
 * every worker reads all of it, since nobody knows who has the query. Goes on trying while the
 * topic cannot be read.
 */
public final class CancelReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CancelReader.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  /** How often new partitions, or a topic that did not exist, are looked for. */
  private static final Duration LOOK_UP_INTERVAL = Duration.ofSeconds(30);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Cancels cancels;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable String problem;

  private CancelReader(String topic, Consumer<byte[], byte[]> consumer, Cancels cancels) {
    this.topic = topic;
    this.consumer = consumer;
    this.cancels = cancels;
    this.thread = new Thread(this::run, "oracle-worker-cancels");
  }

  /**
   * Starts to read; returns at once.
   *
   * @param worker name of the worker
   * @param kafka settings for all Kafka clients
   */
  public static CancelReader start(
      String worker, String topic, Map<String, Object> kafka, Cancels cancels) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, worker + "-cancels");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    CancelReader reader =
        new CancelReader(
            topic,
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            cancels);
    reader.thread.start();
    return reader;
  }

  /** Why queries cannot be cancelled, if they cannot. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private void run() {
    while (closing.getCount() > 0) {
      Duration pause = RETRY_PAUSE;
      try {
        if (findPartitions()) {
          problem = null;
          follow();
        } else {
          unavailable("topic does not exist; create it with: oracle topics create");
          pause = LOOK_UP_INTERVAL;
        }
      } catch (WakeupException | InterruptException e) {
        break; // Only close() wakes or interrupts.
      } catch (AuthorizationException e) {
        unavailable(String.valueOf(e.getMessage()));
        pause = LOOK_UP_INTERVAL;
      } catch (KafkaException e) {
        log.warn("cancels cannot be read, trying again topic={}", topic, e);
      }
      if (waitFor(pause)) {
        break;
      }
    }
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }

  /** Answering goes on without cancels rather than not at all. */
  private void unavailable(String reason) {
    if (!reason.equals(problem)) {
      log.error("queries cannot be cancelled topic={}: {}", topic, reason);
    }
    problem = reason;
    cancels.complete();
  }

  /** Assigns all partitions, new ones from their beginning. */
  private boolean findPartitions() {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      return false;
    }
    Set<TopicPartition> before = Set.copyOf(consumer.assignment());
    if (found.size() == before.size()) {
      return true;
    }
    List<TopicPartition> all = new ArrayList<>();
    List<TopicPartition> added = new ArrayList<>();
    for (PartitionInfo info : found) {
      TopicPartition partition = new TopicPartition(topic, info.partition());
      all.add(partition);
      if (!before.contains(partition)) {
        added.add(partition);
      }
    }
    consumer.assign(all);
    consumer.seekToBeginning(added);
    return true;
  }

  private void follow() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    long lookUpAt = System.nanoTime() + LOOK_UP_INTERVAL.toNanos();
    while (closing.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      if (!cancels.isComplete() && isRead(ends)) {
        cancels.complete();
      }
      if (System.nanoTime() - lookUpAt > 0) {
        if (!findPartitions()) {
          return;
        }
        lookUpAt = System.nanoTime() + LOOK_UP_INTERVAL.toNanos();
      }
    }
  }

  private boolean isRead(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      cancels.add(MessageCodec.decodeCancel(record.value()), record.timestamp());
    } catch (MalformedMessageException e) {
      log.warn(
          "record is no cancel, left out topic={} partition={} offset={}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private boolean waitFor(Duration pause) {
    try {
      return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Ends within some seconds. */
  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      thread.join(CLOSE_TIMEOUT.toMillis() * 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
