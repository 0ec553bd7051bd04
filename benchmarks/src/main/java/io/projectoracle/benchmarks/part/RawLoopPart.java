package io.projectoracle.benchmarks.part;

import io.projectoracle.worker.engine.EngineSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The transactional loop that Kafka's own documentation shows: poll, send, send the offsets,
 * commit; on one thread. Its transactions follow the engine's rule: at once when idle, else 40 ms
 * after the start of the last, or when they are full.
 */
final class RawLoopPart implements Part {
  private static final Duration IDLE_POLL = Duration.ofMillis(200);
  private static final long INTERVAL_NANOS = EngineSettings.DEFAULT_COMMIT_INTERVAL.toNanos();
  private static final int MAX_RESULTS = EngineSettings.DEFAULT_MAX_COMMIT_RESULTS;

  private @Nullable Thread thread;
  private volatile boolean ending;

  @Override
  public Map<String, String> begin(PartSettings settings) {
    ending = false;
    Thread started = new Thread(() -> run(settings), "oracle-benchmarks-raw");
    thread = started;
    started.start();
    return Map.of();
  }

  @Override
  public void end() throws InterruptedException {
    ending = true;
    if (thread != null) {
      thread.join();
      thread = null;
    }
  }

  private void run(PartSettings settings) {
    Echo echo = new Echo(settings.topics());
    try (Consumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                RawClients.consumer(settings, MAX_RESULTS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                RawClients.producer(settings),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      producer.initTransactions();
      consumer.subscribe(List.of(settings.topics().queries()));
      Transaction transaction = new Transaction(consumer, producer);
      while (!ending) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(transaction.patience())) {
          transaction.add(record, echo.results(record));
        }
        transaction.commitIfDue();
      }
      transaction.commit();
    }
  }

  /** The transaction under way, if there is one. */
  private static final class Transaction {
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private int results;
    private long lastCommitAt = System.nanoTime() - INTERVAL_NANOS;

    Transaction(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
      this.consumer = consumer;
      this.producer = producer;
    }

    Duration patience() {
      return results == 0
          ? IDLE_POLL
          : Duration.ofNanos(Math.max(0, INTERVAL_NANOS - (System.nanoTime() - lastCommitAt)));
    }

    void add(
        ConsumerRecord<byte[], byte[]> source, List<ProducerRecord<byte[], byte[]>> published) {
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
}
