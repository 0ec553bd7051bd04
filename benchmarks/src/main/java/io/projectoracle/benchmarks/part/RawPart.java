package io.projectoracle.benchmarks.part;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A loop on one thread, with a consumer and a transactional producer. */
abstract class RawPart implements Part {
  private @Nullable Thread thread;
  private volatile boolean ending;

  /** Works until {@link #isEnding}. What has been added to the transaction then is committed. */
  abstract void work(
      PartSettings settings, Consumer<byte[], byte[]> consumer, RawTransaction transaction);

  final boolean isEnding() {
    return ending;
  }

  @Override
  public final Map<String, String> begin(PartSettings settings) {
    ending = false;
    Thread started = new Thread(() -> run(settings), "oracle-benchmarks-raw");
    thread = started;
    started.start();
    return Map.of();
  }

  @Override
  public final void end() throws InterruptedException {
    ending = true;
    if (thread != null) {
      thread.join();
      thread = null;
    }
  }

  private void run(PartSettings settings) {
    try (Consumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                RawClients.consumer(settings, RawTransaction.MAX_RESULTS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                RawClients.producer(settings),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      producer.initTransactions();
      consumer.subscribe(List.of(settings.topics().queries()));
      RawTransaction transaction = new RawTransaction(consumer, producer);
      work(settings, consumer, transaction);
      transaction.commit();
    }
  }
}
