package io.projectoracle.client;

import io.projectoracle.contract.SizeLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
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
public final class KafkaClients {
  /** Room for key and headers beside the value. */
  private static final int RECORD_OVERHEAD_BYTES = 64 * 1024;

  private static final int KAFKA_DEFAULT_REQUEST_BYTES = 1024 * 1024;

  private static final Map<String, Object> READER_DEFAULTS =
      Map.of(
          // Answers that retention took away before they were read: go on with the oldest left.
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "earliest",
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          8 * 1024 * 1024);

  private static final Map<String, Object> READER_FIXED =
      Map.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");

  private KafkaClients() {}

  static Producer<byte[], byte[]> producer(
      KafkaConnection connection, String clientId, SizeLimits limits) {
    return producer(connection, clientId, limits, Map.of());
  }

  /** A producer that gives a record up after that time. */
  static Producer<byte[], byte[]> producer(
      KafkaConnection connection, String clientId, SizeLimits limits, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    Map<String, Object> bounds =
        Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, millis / 4,
            // One request may fail and be repeated within what blocking leaves over.
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 4,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis - millis / 4);
    return producer(connection, clientId, limits, bounds);
  }

  /**
   * A producer of transactions. All producers of one transactional id exclude each other: the one
   * that initialises its transactions last ends those of the others (KIP-98).
   *
   * @param clientId how it names itself to the brokers
   * @param timeout after which the broker aborts a transaction whose producer went away; no record
   *     in it is tried for longer
   * @throws OracleClientException if Kafka does not accept the connection's properties
   */
  public static Producer<byte[], byte[]> transactional(
      KafkaConnection connection,
      String clientId,
      String transactionalId,
      SizeLimits limits,
      Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    Map<String, Object> bounds =
        Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            2 * millis,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            millis / 2,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            millis - millis / 4,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            millis);
    var config = producerConfig(connection, clientId, limits, bounds);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    return producer(connection, config);
  }

  private static Producer<byte[], byte[]> producer(
      KafkaConnection connection, String clientId, SizeLimits limits, Map<String, Object> more) {
    var config = producerConfig(connection, clientId, limits, more);
    config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    return producer(connection, config);
  }

  private static Map<String, Object> producerConfig(
      KafkaConnection connection, String clientId, SizeLimits limits, Map<String, Object> more) {
    int requestBytes =
        Math.max(KAFKA_DEFAULT_REQUEST_BYTES, limits.queryBytes() + RECORD_OVERHEAD_BYTES);
    Map<String, Object> defaults = new HashMap<>(more);
    defaults.putAll(
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
            requestBytes));
    Map<String, Object> fixed =
        Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    return merge(connection, defaults, fixed);
  }

  private static Producer<byte[], byte[]> producer(
      KafkaConnection connection, Map<String, Object> config) {
    return open(
        connection,
        () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /**
   * A consumer that belongs to no group, commits nothing and sees only what was committed. A
   * position that retention took away goes on with the oldest record left.
   *
   * @param clientId how it names itself to the brokers
   * @throws OracleClientException if Kafka does not accept the connection's properties
   */
  public static Consumer<byte[], byte[]> reader(KafkaConnection connection, String clientId) {
    Map<String, Object> defaults = new HashMap<>(READER_DEFAULTS);
    defaults.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    var config = merge(connection, defaults, READER_FIXED);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return consumer(connection, config);
  }

  /** A member of a group that commits by itself and sees only what was committed. */
  static Consumer<byte[], byte[]> subscriber(
      KafkaConnection connection, String clientId, String group) {
    Map<String, Object> defaults = new HashMap<>(READER_DEFAULTS);
    defaults.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    if (!"consumer".equalsIgnoreCase(groupProtocol(connection))) {
      // The group notices a killed member after these; by the newer protocol it would take 45 s.
      defaults.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
      defaults.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
      defaults.put(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    var config = merge(connection, defaults, READER_FIXED);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    // Several members with one name would shut each other out.
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return consumer(connection, config);
  }

  /**
   * An admin client.
   *
   * @throws OracleClientException if Kafka does not accept the connection's properties
   */
  public static Admin admin(KafkaConnection connection) {
    var config = merge(connection, Map.of(), Map.of());
    return open(connection, () -> Admin.create(config));
  }

  /** What to throw when no broker answers. */
  public static KafkaUnreachableException unreachable(KafkaConnection connection, Throwable cause) {
    return new KafkaUnreachableException(
        "no Kafka broker answers at "
            + connection.bootstrapServers()
            + "; start one with: oracle serve, or name another with --bootstrap-servers",
        cause);
  }

  private static Consumer<byte[], byte[]> consumer(
      KafkaConnection connection, Map<String, Object> config) {
    return open(
        connection,
        () ->
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  private static String groupProtocol(KafkaConnection connection) {
    return Objects.toString(connection.config().get(ConsumerConfig.GROUP_PROTOCOL_CONFIG));
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
