package io.projectoracle.benchmarks.load;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Publishes queries. Confined to one thread. */
public final class Feed implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final Queries queries;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private int published;

  private Feed(Producer<byte[], byte[]> producer, Queries queries) {
    this.producer = producer;
    this.queries = queries;
  }

  /** To fill a topic: large batches. */
  public static Feed bulk(String bootstrapServers, Queries queries) {
    return new Feed(producer(bootstrapServers, /* lingerMillis= */ 5), queries);
  }

  /** To ask: each query goes at once. */
  public static Feed prompt(String bootstrapServers, Queries queries) {
    return new Feed(producer(bootstrapServers, /* lingerMillis= */ 0), queries);
  }

  private static Producer<byte[], byte[]> producer(String bootstrapServers, int lingerMillis) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    // With it, publishing to new topics may go out of sequence and never find back.
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Publishes the next query some time soon; returns its number. */
  public int next() {
    int number = published++;
    var unused =
        producer.send(
            queries.record(number),
            (position, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
    return number;
  }

  /** Publishes so many, and returns when the broker has them. */
  public void publish(int count) {
    for (int i = 0; i < count; i++) {
      next();
    }
    flush();
  }

  /**
   * Returns when the broker has all that was published.
   *
   * @throws IllegalStateException if it refused any
   */
  public void flush() {
    producer.flush();
    Exception refused = failure.get();
    if (refused != null) {
      throw new IllegalStateException("queries cannot be published", refused);
    }
  }

  /** How many were published so far. */
  public int published() {
    return published;
  }

  @Override
  public void close() {
    producer.close();
  }
}
