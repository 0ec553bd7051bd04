package io.projectoracle.client;

import io.projectoracle.contract.SizeLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka clients: the connection's properties win over our defaults, and may not contradict
 * what the promises rest on.
 */
final class KafkaClients {
  /** Room for key and headers beside the value. */
  private static final int RECORD_OVERHEAD_BYTES = 64 * 1024;

  private static final int KAFKA_DEFAULT_REQUEST_BYTES = 1024 * 1024;

  private KafkaClients() {}

  static Producer<byte[], byte[]> producer(
      KafkaConnection connection, String clientId, SizeLimits limits) {
    int requestBytes =
        Math.max(KAFKA_DEFAULT_REQUEST_BYTES, limits.queryBytes() + RECORD_OVERHEAD_BYTES);
    Map<String, Object> defaults =
        Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            clientId,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 * 1024,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            requestBytes);
    Map<String, Object> fixed =
        Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    var config = merge(connection, defaults, fixed);
    config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    return open(
        connection,
        () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** A consumer that commits nothing and sees only what was committed. */
  static Consumer<byte[], byte[]> reader(KafkaConnection connection, String clientId) {
    Map<String, Object> defaults =
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            clientId,
            // Answers that retention took away before they were read: go on with the oldest left.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            8 * 1024 * 1024);
    Map<String, Object> fixed =
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    var config = merge(connection, defaults, fixed);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return open(
        connection,
        () ->
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  static Admin admin(KafkaConnection connection) {
    var config = merge(connection, Map.of(), Map.of());
    return open(connection, () -> Admin.create(config));
  }

  static OracleClientException unreachable(KafkaConnection connection, Throwable cause) {
    return new OracleClientException(
        "no Kafka broker answers at "
            + connection.bootstrapServers()
            + "; start one with: oracle serve, or name another with --bootstrap-servers",
        cause);
  }

  private static Map<String, Object> merge(
      KafkaConnection connection, Map<String, Object> defaults, Map<String, Object> fixed) {
    var config = new HashMap<>(defaults);
    config.putAll(connection.config());
    fixed.forEach(
        (key, value) -> {
          Object chosen = config.put(key, value);
          if (chosen != null && !Objects.toString(chosen).equalsIgnoreCase(value.toString())) {
            throw new IllegalArgumentException(key + " must be " + value + ": " + chosen);
          }
        });
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
    return config;
  }

  private static <T> T open(KafkaConnection connection, Opening<T> opening) {
    try {
      return opening.open();
    } catch (KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new OracleClientException(
          "cannot set up a Kafka client for "
              + connection.bootstrapServers()
              + ": "
              + reason.getMessage(),
          e);
    }
  }

  private interface Opening<T> {
    T open();
  }
}
