package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.Cancel;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Topics;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancelIT {
  private static final Duration LINGER = Duration.ofMillis(500);

  private Topics topics;
  private OracleClient client;
  private ScriptedWorker worker;

  @BeforeEach
  void open() {
    topics = TestBroker.newTopics();
    client =
        OracleClient.builder()
            .connection(TestBroker.connection())
            .kafkaConfig(Map.of("linger.ms", LINGER.toMillis()))
            .topics(topics)
            .build();
    worker = new ScriptedWorker(TestBroker.connection(), topics);
  }

  @AfterEach
  void close() {
    client.close();
    worker.close();
  }

  @Test
  void theRecordIsTheOneOfTheContract() throws Exception {
    await(client.cancel("q1", "acme"));

    var record = cancelRecord();
    assertThat(schema().validate(text(record.value()), InputFormat.JSON)).isEmpty();
    assertThat(MessageCodec.decodeCancel(record.value())).isEqualTo(new Cancel("q1", "acme"));
    assertThat(record.key()).isEqualTo("q1".getBytes(StandardCharsets.UTF_8));
    assertThat(ScriptedWorker.header(record, Headers.SCHEMA_VERSION))
        .isEqualTo("1".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theFutureEndsWithWhatTheWorkerSays() throws Exception {
    CompletableFuture<Answer> answer = client.submit(ofTenant("acme"));

    await(client.cancel("q1"));

    assertThat(answer).isNotDone();
    worker.answerCancelled(worker.take(1).get(0));
    assertThat(await(answer).status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void aCancelDoesNotOvertakeItsQuery() throws Exception {
    var unused = client.submit(ofTenant("acme"));

    await(client.cancel("q1"));

    var query = worker.take(1).get(0);
    var cancel = cancelRecord();
    assertThat(cancel.timestamp())
        .isGreaterThanOrEqualTo(query.timestamp() + LINGER.toMillis() / 2);
    assertThat(MessageCodec.decodeCancel(cancel.value()).tenant()).isEqualTo("acme");
  }

  private ConsumerRecord<byte[], byte[]> cancelRecord() {
    try (var consumer = KafkaClients.reader(TestBroker.connection(), "cancels")) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topics.cancels()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long start = System.nanoTime();
      while (System.nanoTime() - start < TestBroker.TIMEOUT.toNanos()) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          return record;
        }
      }
    }
    throw new AssertionError("no cancel on topic " + topics.cancels());
  }

  private static Query ofTenant(String tenant) {
    return new Query(
        "q1", "technical", "why?", List.of(), tenant, null, CachePolicy.USE, null, Map.of(), null);
  }

  private static Schema schema() throws Exception {
    try (InputStream in = Cancel.class.getResourceAsStream("cancel.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(in, InputFormat.JSON);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(TestBroker.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }
}
