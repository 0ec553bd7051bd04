package io.projectoracle.gateway.testkit;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Timings;
import io.projectoracle.contract.Topics;
import io.projectoracle.contract.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Plays the workers: reads all queries and answers, in transactions, those that the test names. Key
 * and partition of an answer are chosen as the workers choose them.
 */
public final class StandInWorker implements AutoCloseable {
  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;

  public StandInWorker(String servers, Topics topics) {
    this.topics = topics;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topics.queries()).stream()
            .map(it -> new TopicPartition(it.topic(), it.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "transactional.id",
                "stand-in-" + UUID.randomUUID(),
                "compression.type",
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /** The next queries, at least {@code count} of them. */
  public List<ConsumerRecord<byte[], byte[]>> take(int count) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    long start = System.nanoTime();
    while (taken.size() < count) {
      if (System.nanoTime() - start > TestBroker.TIMEOUT.toNanos()) {
        throw new AssertionError("queries taken: " + taken.size() + ", wanted " + count);
      }
      consumer.poll(Duration.ofMillis(100)).forEach(taken::add);
    }
    return taken;
  }

  /** The query of that id; those before it are lost to the test. */
  public ConsumerRecord<byte[], byte[]> take(String id) {
    return takeUpTo(id).stream().filter(it -> query(it).id().equals(id)).findFirst().orElseThrow();
  }

  /** The queries up to that of the id, and what came along with it. */
  public List<ConsumerRecord<byte[], byte[]>> takeUpTo(String id) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    while (taken.stream().noneMatch(it -> query(it).id().equals(id))) {
      taken.addAll(take(1));
    }
    return taken;
  }

  /** Queries that come within that time. */
  public List<ConsumerRecord<byte[], byte[]>> takeWithin(Duration time) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      consumer.poll(Duration.ofMillis(50)).forEach(taken::add);
    }
    return taken;
  }

  public void answer(ConsumerRecord<byte[], byte[]> query) {
    answer(List.of(query));
  }

  /** All in one transaction. */
  public void answer(List<ConsumerRecord<byte[], byte[]>> queries) {
    producer.beginTransaction();
    queries.forEach(this::write);
    producer.commitTransaction();
  }

  /** Answers that nobody may ever see. */
  public void answerAndAbort(List<ConsumerRecord<byte[], byte[]>> queries) {
    producer.beginTransaction();
    queries.forEach(this::write);
    producer.flush();
    producer.abortTransaction();
  }

  public static Query query(ConsumerRecord<byte[], byte[]> record) {
    try {
      return MessageCodec.decodeQuery(record.value());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  public static String contentFor(String id) {
    return "content of " + id;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    consumer.close();
  }

  private void write(ConsumerRecord<byte[], byte[]> record) {
    Query query = query(record);
    Header client = record.headers().lastHeader(Headers.CLIENT_ID);
    byte[] id = Objects.requireNonNull(record.headers().lastHeader(Headers.QUERY_ID)).value();
    var answer =
        new ProducerRecord<>(
            topics.answers(),
            client == null ? id : client.value(),
            MessageCodec.encode(answerTo(query, record)));
    answer.headers().add(Headers.QUERY_ID, id);
    var unused = producer.send(answer);
  }

  private static Answer answerTo(Query query, ConsumerRecord<byte[], byte[]> record) {
    return new Answer(
        query.id(),
        new SourcePosition(record.topic(), record.partition(), record.offset()),
        Status.ANSWERED,
        query.agent(),
        query.tenant(),
        contentFor(query.id()),
        "stop",
        "gpt-4o-mini",
        "simulator",
        CacheOutcome.MISS,
        null,
        Usage.of(3, 5),
        1,
        new Timings(1, 2, 3, 6),
        "worker-1",
        Instant.parse("2026-01-01T00:00:00Z"),
        query.metadata(),
        query.redriveOf());
  }
}
