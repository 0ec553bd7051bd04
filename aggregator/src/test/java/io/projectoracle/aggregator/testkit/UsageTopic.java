package io.projectoracle.aggregator.testkit;

import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A usage topic of its own, and a worker's transactional producer for it. */
public final class UsageTopic implements AutoCloseable {
  public static final int PARTITIONS = 3;

  private final String name;
  private final KafkaProducer<byte[], byte[]> producer;

  private UsageTopic(String name, KafkaProducer<byte[], byte[]> producer) {
    this.name = name;
    this.producer = producer;
  }

  /** A new topic on the broker. */
  public static UsageTopic create(EmbeddedBroker broker) throws Exception {
    return create(broker, "usage-" + UUID.randomUUID());
  }

  /** A new topic of that name. */
  public static UsageTopic create(EmbeddedBroker broker, String name) throws Exception {
    var config =
        new HashMap<String, Object>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    try (var admin = Admin.create(config)) {
      admin
          .createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)))
          .all()
          .get(2, TimeUnit.MINUTES);
    }
    config.put("transactional.id", name);
    var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return new UsageTopic(name, producer);
  }

  public String name() {
    return name;
  }

  /** Writes the events in one transaction. */
  public void commit(List<UsageEvent> events) throws Exception {
    producer.beginTransaction();
    for (var each : events) {
      send(each);
    }
    producer.commitTransaction();
  }

  /** Writes the events in one transaction that never becomes visible. */
  public void abort(List<UsageEvent> events) throws Exception {
    producer.beginTransaction();
    for (var each : events) {
      send(each);
    }
    producer.abortTransaction();
  }

  /** Writes bytes that are no usage event, in a transaction. */
  public void commitPoison(int partition, byte[] value) throws Exception {
    producer.beginTransaction();
    send(new ProducerRecord<>(name, partition, null, value));
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void send(UsageEvent event) throws Exception {
    var key = event.agent().getBytes(StandardCharsets.UTF_8);
    send(new ProducerRecord<>(name, key, MessageCodec.encode(event)));
  }

  private void send(ProducerRecord<byte[], byte[]> record)
      throws InterruptedException, ExecutionException, TimeoutException {
    producer.send(record).get(2, TimeUnit.MINUTES);
  }
}
