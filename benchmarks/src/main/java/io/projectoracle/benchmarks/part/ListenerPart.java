package io.projectoracle.benchmarks.part;

import io.projectoracle.worker.WorkerSettings;
import io.projectoracle.worker.engine.WorkResult;
import io.projectoracle.worker.model.HttpModelClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.transaction.KafkaTransactionManager;

/**
 * A listener container of spring-kafka that does a worker's work with a worker's guarantees, as
 * good as it can be configured: whole polls at a time, all of a poll's calls at once, one
 * transaction for each poll, a thread for each partition, and polls as large as the calls that are
 * wanted. A container calls the listener again only when the whole poll is done.
 */
final class ListenerPart implements Part {
  private static final int FETCH_BYTES = 16 * 1024 * 1024;

  private @Nullable Answering answering;
  private @Nullable ConcurrentMessageListenerContainer<byte[], byte[]> container;
  private @Nullable DefaultKafkaProducerFactory<byte[], byte[]> producers;

  @Override
  public Map<String, String> begin(PartSettings settings) {
    WorkerSettings worker = WorkerSetup.worker(settings);
    Answering work =
        new Answering(
            settings,
            new HttpModelClient(
                worker.endpoint(), worker.name(), worker.ioThreads(), InstantSource.system()));
    var factory = producers(settings);
    var listening = container(settings, factory);
    KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(factory);
    listening
        .getContainerProperties()
        .setMessageListener(
            (BatchMessageListener<byte[], byte[]>) poll -> answer(poll, work, template));
    listening.start();
    answering = work;
    producers = factory;
    container = listening;
    return Map.of();
  }

  private static DefaultKafkaProducerFactory<byte[], byte[]> producers(PartSettings settings) {
    Map<String, Object> config = RawClients.producer(settings);
    config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    var factory =
        new DefaultKafkaProducerFactory<>(
            config, new ByteArraySerializer(), new ByteArraySerializer());
    factory.setTransactionIdPrefix(settings.topics().workerGroup() + ".listener.");
    return factory;
  }

  private static ConcurrentMessageListenerContainer<byte[], byte[]> container(
      PartSettings settings, DefaultKafkaProducerFactory<byte[], byte[]> producers) {
    int threads = settings.number(PartSettings.PARTITIONS);
    int calls = settings.number(PartSettings.CALLS);
    Map<String, Object> config = RawClients.consumer(settings, (calls + threads - 1) / threads);
    // A poll returns what has been fetched: of less than its share it would keep less in flight.
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES / threads);
    ContainerProperties properties = new ContainerProperties(settings.topics().queries());
    properties.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(producers));
    var container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            properties);
    container.setConcurrency(threads);
    return container;
  }

  private static void answer(
      List<ConsumerRecord<byte[], byte[]>> poll,
      Answering answering,
      KafkaTemplate<byte[], byte[]> template) {
    List<CompletableFuture<WorkResult>> results = new ArrayList<>(poll.size());
    for (ConsumerRecord<byte[], byte[]> record : poll) {
      CompletableFuture<WorkResult> result = new CompletableFuture<>();
      var unused = answering.work().start(record, result::complete);
      results.add(result);
    }
    for (CompletableFuture<WorkResult> result : results) {
      for (ProducerRecord<byte[], byte[]> record : result.join().records()) {
        // A failed send fails the commit.
        var unused = template.send(record);
      }
    }
  }

  @Override
  public void end() {
    if (container != null && answering != null && producers != null) {
      container.stop();
      producers.destroy();
      answering.close();
      container = null;
    }
  }
}
