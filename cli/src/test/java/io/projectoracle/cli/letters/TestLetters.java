package io.projectoracle.cli.letters;

import io.projectoracle.cli.TestInstallation;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.AnswerError;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Timings;
import io.projectoracle.contract.Topics;
import io.projectoracle.contract.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Dead letters as workers write them, and what comes of them. */
public final class TestLetters {
  private TestLetters() {}

  /** A letter of a query that can be read, of the record at that offset of partition 0. */
  public static ProducerRecord<byte[], byte[]> poison(Topics topics, long offset) {
    return letter(
        topics,
        offset,
        FailureKind.POISON,
        "3 workers ended",
        MessageCodec.encode(Query.of("q" + offset, "technical", "secret question " + offset)));
  }

  /** A letter of the record at that offset of partition 0. */
  public static ProducerRecord<byte[], byte[]> letter(
      Topics topics, long offset, FailureKind kind, String reason, byte[] value) {
    var position = new SourcePosition(topics.queries(), 0, offset);
    var record = new ProducerRecord<>(topics.deadLetters(), utf8(position.toString()), value);
    Map.of(
            Headers.SCHEMA_VERSION,
            "1",
            Headers.CLIENT_ID,
            "client-7",
            Headers.REPLY_PARTITION,
            "1",
            Headers.DEAD_LETTER_KIND,
            kind.wireName(),
            Headers.DEAD_LETTER_REASON,
            reason,
            Headers.DEAD_LETTER_TOPIC,
            topics.queries(),
            Headers.DEAD_LETTER_PARTITION,
            "0",
            Headers.DEAD_LETTER_OFFSET,
            Long.toString(offset))
        .forEach((name, text) -> record.headers().add(name, utf8(text)));
    return record;
  }

  /** An answer which says that the query of the record at that offset of partition 0 failed. */
  public static ProducerRecord<byte[], byte[]> failed(Topics topics, long offset, String queryId) {
    var answer =
        new Answer(
            queryId,
            new SourcePosition(topics.queries(), 0, offset),
            Status.FAILED,
            "technical",
            null,
            null,
            null,
            "gpt-4o-mini",
            "primary",
            CacheOutcome.MISS,
            new AnswerError(FailureKind.UNAUTHORISED, "the endpoint replied 401", false),
            Usage.NONE,
            1,
            new Timings(1, 2, 3, 6),
            "worker-1",
            Instant.EPOCH,
            Map.of(),
            null);
    return new ProducerRecord<>(topics.answers(), utf8(queryId), MessageCodec.encode(answer));
  }

  /** Publishes letters of so many records. */
  public static void publishPoison(TestInstallation oracle, int count) throws Exception {
    try (var producer = oracle.producer(Map.of())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int offset = 0; offset < count; offset++) {
        sent.add(producer.send(poison(oracle.topics(), offset)));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get(20, TimeUnit.SECONDS);
      }
    }
  }

  /** The committed records of a topic, partition after partition. */
  public static List<ConsumerRecord<byte[], byte[]>> records(
      TestInstallation oracle, String topic) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", oracle.servers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  /** The last value of a header; empty if there is none. */
  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
