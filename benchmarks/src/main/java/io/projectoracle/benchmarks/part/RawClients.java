package io.projectoracle.benchmarks.part;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings of the clients that the engine is compared with: the engine's own, one by one. */
final class RawClients {
  private static final int FETCH_BYTES = 4 * 1024 * 1024;
  private static final int PARTITION_FETCH_BYTES = 256 * 1024;

  private RawClients() {}

  static Map<String, Object> consumer(PartSettings settings, int maxPollRecords) {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.topics().workerGroup());
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }

  static Map<String, Object> producer(PartSettings settings) {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 8_000);
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.topics().workerGroup() + ".compared");
    return config;
  }
}
