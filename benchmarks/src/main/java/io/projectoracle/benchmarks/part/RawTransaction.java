package io.projectoracle.benchmarks.part;

import io.projectoracle.worker.engine.EngineSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The transaction under way, if there is one. It follows the engine's rule: at once when idle, else
 * 40 ms after the start of the last, or when it is full. Confined to one thread.
 */
final class RawTransaction {
  /** Most records that one transaction takes off the source. */
  static final int MAX_RESULTS = EngineSettings.DEFAULT_MAX_COMMIT_RESULTS;

  private static final Duration IDLE_POLL = Duration.ofMillis(200);
  private static final long INTERVAL_NANOS = EngineSettings.DEFAULT_COMMIT_INTERVAL.toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
  private int results;
  private long lastCommitAt = System.nanoTime() - INTERVAL_NANOS;

  RawTransaction(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
    this.consumer = consumer;
    this.producer = producer;
  }

  /** How long to wait for records. */
  Duration patience() {
    return results == 0
        ? IDLE_POLL
        : Duration.ofNanos(Math.max(0, INTERVAL_NANOS - (System.nanoTime() - lastCommitAt)));
  }

  void add(ConsumerRecord<byte[], byte[]> source, List<ProducerRecord<byte[], byte[]>> published) {
    if (results == 0) {
      producer.beginTransaction();
    }
    for (ProducerRecord<byte[], byte[]> record : published) {
      // A failed send fails the commit.
      var unused = producer.send(record);
    }
    offsets.put(
        new TopicPartition(source.topic(), source.partition()),
        new OffsetAndMetadata(source.offset() + 1));
    results++;
    if (results >= MAX_RESULTS) {
      commit();
    }
  }

  void commitIfDue() {
    if (System.nanoTime() - lastCommitAt >= INTERVAL_NANOS) {
      commit();
    }
  }

  void commit() {
    if (results == 0) {
      return;
    }
    lastCommitAt = System.nanoTime();
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
    offsets.clear();
    results = 0;
  }
}
