package io.projectoracle.client;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plays the worker: reads queries and writes answers in transactions, as the test says. */
final class ScriptedWorker implements AutoCloseable {
  private final Topics topics;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;

  ScriptedWorker(KafkaConnection connection, Topics topics) {
    this.topics = topics;
    this.consumer = KafkaClients.reader(connection, "scripted-worker");
    List<TopicPartition> partitions =
        consumer.partitionsFor(topics.queries()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                connection.bootstrapServers(),
                "transactional.id",
                topics.queries() + "-worker"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /** The next queries, at least {@code count} of them. */
  List<ConsumerRecord<byte[], byte[]>> take(int count) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    long start = System.nanoTime();
    while (taken.size() < count) {
      if (System.nanoTime() - start > TestBroker.TIMEOUT.toNanos()) {
        throw new AssertionError("queries taken: " + taken.size() + ", wanted " + count);
      }
      consumer.poll(Duration.ofMillis(200)).forEach(taken::add);
    }
    return taken;
  }

  /** Whatever queries arrive within that time. */
  List<ConsumerRecord<byte[], byte[]>> takeWithin(Duration time) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    consumer.poll(time).forEach(taken::add);
    return taken;
  }

  void answer(ConsumerRecord<byte[], byte[]> query, String content) throws Exception {
    producer.beginTransaction();
    write(query, content);
    producer.commitTransaction();
  }

  void answerCancelled(ConsumerRecord<byte[], byte[]> query) throws Exception {
    String id = MessageCodec.decodeQuery(query.value()).id();
    producer.beginTransaction();
    write(query, TestMessages.cancelled(id));
    producer.commitTransaction();
  }

  void answerAndAbort(ConsumerRecord<byte[], byte[]> query, String content) throws Exception {
    producer.beginTransaction();
    write(query, content);
    producer.flush();
    producer.abortTransaction();
  }

  /** Writes any record to the partition on which the query's client waits. */
  void writeRaw(ConsumerRecord<byte[], byte[]> query, byte[] key, byte[] value) throws Exception {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topics.answers(), replyPartition(query), key, value)).get();
    producer.commitTransaction();
  }

  static byte[] header(ConsumerRecord<byte[], byte[]> query, String name) {
    return query.headers().lastHeader(name).value();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    consumer.close();
  }

  private void write(ConsumerRecord<byte[], byte[]> record, String content) throws Exception {
    Query query = MessageCodec.decodeQuery(record.value());
    write(record, TestMessages.answered(query.id(), content));
  }

  private void write(ConsumerRecord<byte[], byte[]> record, Answer answer) throws Exception {
    var message =
        new ProducerRecord<>(
            topics.answers(),
            replyPartition(record),
            header(record, Headers.CLIENT_ID),
            MessageCodec.encode(answer));
    message.headers().add(Headers.QUERY_ID, answer.queryId().getBytes(StandardCharsets.UTF_8));
    producer.send(message).get();
  }

  private static int replyPartition(ConsumerRecord<byte[], byte[]> query) {
    return Integer.parseInt(
        new String(header(query, Headers.REPLY_PARTITION), StandardCharsets.UTF_8));
  }
}
