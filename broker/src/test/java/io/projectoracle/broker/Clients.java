package io.projectoracle.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka clients of one broker, for tests. */
record Clients(String bootstrapServers, Map<String, Object> security) {
  static Clients of(EmbeddedBroker broker) {
    return new Clients(broker.bootstrapServers(), Map.of());
  }

  Admin admin() {
    return Admin.create(properties());
  }

  void createTopic(String name) throws Exception {
    try (var admin = admin()) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(2, TimeUnit.MINUTES);
    }
  }

  Producer<String, String> producer(Map<String, Object> extraProperties) {
    var properties = properties();
    properties.putAll(extraProperties);
    return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  /** Values of the topic as a reader of committed records in a group sees them. */
  List<String> read(String topic, int count) {
    var properties = properties();
    properties.put("group.id", topic + "-readers");
    properties.put("group.protocol", "consumer");
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      return poll(consumer, count);
    }
  }

  private static List<String> poll(Consumer<String, String> consumer, int count) {
    var values = new ArrayList<String>();
    var endNanos = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (values.size() < count && System.nanoTime() - endNanos < 0) {
      for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(100))) {
        values.add(each.value());
      }
    }
    return values;
  }

  private Map<String, Object> properties() {
    var properties = new HashMap<>(security);
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }
}
