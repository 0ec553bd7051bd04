package io.projectoracle.worker.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the engine's Kafka clients. What correctness depends on is not left to configuration;
 * everything else may be overridden by it.
 */
final class EngineClients {
  /**
   * A poll's worth of records may start beyond the metadata's promised room; 500 fit its reserve.
   */
  private static final int MAX_POLL_RECORDS = 500;

  private final String worker;
  private final String group;
  private final Map<String, Object> common;

  /**
   * @param worker name of the worker, unique in the group
   * @param common settings for all clients: where the cluster is, security, and so on
   */
  EngineClients(String worker, String group, Map<String, Object> common) {
    this.worker = worker;
    this.group = group;
    this.common = Map.copyOf(common);
  }

  /**
   * The group's member. It fetches nothing: see {@link #fetcher}.
   *
   * @throws IllegalArgumentException if draining could outlast {@code max.poll.interval.ms}, past
   *     which a member loses all its partitions
   */
  Consumer<byte[], byte[]> member(Duration drainTimeout) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000);
    config.putAll(common);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, worker);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    long pollInterval =
        Long.parseLong(config.get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG).toString());
    if (drainTimeout.plus(HandOver.RELEASE_LIMIT).toMillis() >= pollInterval) {
      throw new IllegalArgumentException(
          "drain-timeout must be more than "
              + HandOver.RELEASE_LIMIT.toMillis()
              + " below max.poll.interval.ms "
              + pollInterval
              + ": "
              + drainTimeout.toMillis());
    }
    return consumer(config);
  }

  /** Reads the partitions that the member owns; belongs to no group itself. */
  Consumer<byte[], byte[]> fetcher() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024);
    config.putAll(common);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, worker + "-fetcher");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return consumer(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Producer<byte[], byte[]> producer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // Below any session timeout: a dead worker's open transaction stalls every reader behind it.
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 8_000);
    config.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 60_000);
    config.putAll(common);
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.CLIENT_ID_CONFIG, worker);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalIdPrefix() + worker);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What the transactional ids of the whole group begin with; the worker's name follows. */
  String transactionalIdPrefix() {
    return group + ".";
  }

  Admin admin() {
    Map<String, Object> config = new HashMap<>(common);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, worker + "-admin");
    return Admin.create(config);
  }
}
