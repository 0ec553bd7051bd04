package io.projectoracle.chaos.load;

import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes queries at a rate, whether or not they are answered, by the message contract alone. The
 * answers go to all partitions of the answers topic in turn. One thread publishes; the counts may
 * be read by any.
 */
public final class Load {
  /** A broker that is killed must be back by then. */
  private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(3);

  private static final long TICK_NANOS = 2_000_000;

  private final LoadPlan plan;
  private final Questions questions;
  private final Accepted accepted;
  private final Producer<byte[], byte[]> producer;
  private final AtomicInteger published = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private volatile @Nullable Exception refusal;
  private volatile boolean stopped;

  /**
   * @param kafka settings of Kafka clients
   * @param accepted told of each query that Kafka has acknowledged
   */
  public Load(LoadPlan plan, Map<String, Object> kafka, Accepted accepted) {
    this.plan = plan;
    this.accepted = accepted;
    this.questions =
        new Questions(plan.run(), plan.equalShare(), new SplittableRandom(plan.seed()));
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, plan.run() + "-load");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    int timeout = Math.toIntExact(DELIVERY_TIMEOUT.toMillis());
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public void run() {
    long start = System.nanoTime();
    int next = 0;
    while (next < plan.queries() && !stopped) {
      long due = due(System.nanoTime() - start);
      while (next < due && !stopped) {
        publish(next++);
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
    if (!stopped) {
      producer.flush();
    }
  }

  /** Queries published so far. */
  public int published() {
    return published.get();
  }

  /** Queries that Kafka has acknowledged so far. */
  public int acknowledged() {
    return acknowledged.get();
  }

  public @Nullable Exception refusal() {
    return refusal;
  }

  /** Stops publishing; {@link #run} then returns soon. */
  public void stop() {
    stopped = true;
    producer.close(Duration.ZERO);
  }

  private long due(long elapsedNanos) {
    return Math.min(plan.queries(), (long) (elapsedNanos / 1e9 * plan.rate()) + 1);
  }

  private void publish(int number) {
    Query query = questions.next();
    int replyPartition = number % plan.partitions();
    published.incrementAndGet();
    var unused =
        producer.send(
            record(query, replyPartition),
            (position, failure) -> {
              if (failure == null) {
                acknowledged.incrementAndGet();
                accepted.accept(query.id(), position, replyPartition);
              } else {
                refusal = failure;
              }
            });
  }

  private ProducerRecord<byte[], byte[]> record(Query query, int replyPartition) {
    return new ProducerRecord<>(
        plan.topic(),
        null,
        QueryKey.of(query).recordKey(),
        MessageCodec.encode(query),
        List.of(
            header(Headers.SCHEMA_VERSION, Headers.CURRENT_SCHEMA_VERSION),
            header(Headers.QUERY_ID, query.id()),
            header(Headers.CLIENT_ID, plan.run() + "-client-" + replyPartition),
            header(Headers.REPLY_PARTITION, Integer.toString(replyPartition))));
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Told of queries that Kafka has acknowledged; on Kafka's own thread. */
  public interface Accepted {
    void accept(String id, RecordMetadata position, int replyPartition);
  }
}
