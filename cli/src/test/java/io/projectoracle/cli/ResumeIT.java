package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Timings;
import io.projectoracle.contract.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A file that is submitted in several goes. */
class ResumeIT {
  private static final int PARTITIONS = 3;

  private final Path folder;
  private TestInstallation oracle;

  ResumeIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() {
    oracle = new TestInstallation(PARTITIONS);
  }

  @AfterEach
  void stop() {
    oracle.close();
  }

  @Test
  void afterAKillEachLineHasExactlyOneRecord() throws Exception {
    int lines = 20_000;
    Path file = write(lines(0, lines));
    slowDownProducers(200_000.0); // Submitting takes twenty seconds then, unless it is killed.
    try (var child =
        ChildProcess.oracle(
            "submit",
            "--bootstrap-servers=" + oracle.servers(),
            "--topic-prefix=" + oracle.topics().prefix(),
            file.toString())) {
      awaitRecords(1_000);

      child.signal("KILL");

      assertThat(child.exitCode()).isEqualTo(137);
    } finally {
      slowDownProducers(null);
    }
    int before = queryIds().size();
    assertThat(before).as("records of the submit that was killed").isBetween(1_000, lines - 1_000);

    Shell.Result resumed = oracle.run("submit", "--resume", "--json", file.toString());

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(queryIds()).hasSize(lines).doesNotHaveDuplicates();
    var report = JsonMapper.shared().readTree(resumed.out());
    assertThat(report.path("alreadyPublished").intValue()).isEqualTo(before);
    assertThat(report.path("published").intValue()).isEqualTo(lines - before);
  }

  @Test
  void linesThatAreAddedArePublishedAndAnotherBatchIsAnother() throws Exception {
    Path file = write(lines(0, 5) + "{\"id\":\"own\",\"agent\":\"technical\",\"prompt\":\"a\"}\n");
    assertThat(oracle.run("submit", file.toString()).exitCode()).isZero();
    write(lines(3, 8) + "{\"id\":\"own\",\"agent\":\"technical\",\"prompt\":\"b\"}\n");

    Shell.Result resumed = oracle.run("submit", "--resume", file.toString());
    Shell.Result again = oracle.run("submit", "--resume", file.toString());
    Shell.Result other = oracle.run("submit", "--resume", "--batch", "other", file.toString());
    Shell.Result later = oracle.run("submit", "--resume", "--from", "0s", file.toString());

    assertThat(resumed.err()).contains("published 3, already published 3,");
    assertThat(again.err()).contains("published 0, already published 6,");
    assertThat(other.err()).contains("published 5, already published 1,");
    assertThat(later.err()).contains("published 6, already published 0,");
  }

  @Test
  void whatIsAnsweredAndDeletedIsNotPublishedAgain() throws Exception {
    Path file = write(lines(0, 4));
    List<String> ids = oracle.run("submit", file.toString()).out().lines().toList();
    deleteQueries();
    try (var producer = oracle.producer(Map.of())) {
      producer.send(answerTo(ids.get(1))).get();
    }

    Shell.Result resumed = oracle.run("submit", "--resume", file.toString());

    assertThat(resumed.err()).contains("published 3, already published 1,");
    assertThat(resumed.out()).doesNotContain(ids.get(1));
  }

  @Test
  void recordsBehindAnOpenTransactionAreSeen() throws Exception {
    Path file = write(lines(0, 20));
    Map<String, Object> transactional =
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            oracle.topics().prefix(),
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            3_000);
    try (var producer = oracle.producer(transactional)) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        producer.send(new ProducerRecord<>(oracle.topics().queries(), partition, null, null)).get();
      }
      assertThat(oracle.run("submit", file.toString()).exitCode()).isZero();

      Shell.Result resumed = oracle.run("submit", "--resume", file.toString());

      assertThat(resumed.err()).contains("published 0, already published 20,");
    }
  }

  @Test
  void theAnswersOfAFileAreCollected() throws Exception {
    Path file = write(lines(0, 3));
    List<String> ids = oracle.run("submit", file.toString()).out().lines().toList();
    try (var producer = oracle.producer(Map.of())) {
      producer.send(answerTo("somebody else's")).get();
      producer.send(answerTo(ids.get(2))).get();
      producer.send(answerTo(ids.get(2))).get();
      producer.send(answerTo(ids.get(0))).get();

      Shell.Result some = oracle.run("answers", "--file", file.toString());
      Shell.Result hasty = oracle.run("answers", "--file", file.toString(), "--timeout", "1ms");

      assertThat(some.exitCode()).isEqualTo(1);
      assertThat(some.out().lines()).hasSize(2).noneMatch(line -> line.contains("somebody"));
      assertThat(some.err()).contains("line 2: no answer to " + ids.get(1), "answers 2 of 3");
      assertThat(hasty.exitCode()).isEqualTo(1);
      assertThat(hasty.out().lines()).hasSize(2);

      var waiting = new ArrayList<Shell.Result>();
      Thread collector =
          new Thread(() -> waiting.add(oracle.run("answers", "--wait", "--file", file.toString())));
      collector.start();
      producer.send(answerTo(ids.get(1))).get();
      collector.join();

      assertThat(waiting).singleElement().matches(result -> result.exitCode() == 0);
      assertThat(waiting.get(0).out().lines())
          .hasSize(3)
          .anyMatch(line -> line.contains(ids.get(1)));
    }
  }

  private void awaitRecords(int count) throws Exception {
    long start = System.nanoTime();
    while (oracle.ends().values().stream().mapToLong(Long::longValue).sum() < count) {
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(2));
    }
  }

  /** To so many bytes a second; to any number if null. */
  private void slowDownProducers(@Nullable Double rate) throws Exception {
    var everybody =
        new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
    var limit = new ClientQuotaAlteration.Op("producer_byte_rate", rate);
    oracle
        .admin()
        .alterClientQuotas(List.of(new ClientQuotaAlteration(everybody, List.of(limit))))
        .all()
        .get(2, TimeUnit.MINUTES);
  }

  private void deleteQueries() throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    oracle
        .ends()
        .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
    oracle.admin().deleteRecords(all).all().get();
  }

  /** The ids of all records of the queries topic. */
  private List<String> queryIds() throws Exception {
    Map<TopicPartition, Long> ends = oracle.ends();
    List<String> ids = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", oracle.servers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record ->
                    ids.add(
                        new String(
                            record.headers().lastHeader(Headers.QUERY_ID).value(),
                            StandardCharsets.UTF_8)));
      }
    }
    return ids;
  }

  private ProducerRecord<byte[], byte[]> answerTo(String id) {
    var answer =
        new Answer(
            id,
            new SourcePosition(oracle.topics().queries(), 0, 0),
            Status.ANSWERED,
            "technical",
            null,
            "because",
            "stop",
            "gpt-4o-mini",
            "simulator",
            CacheOutcome.MISS,
            null,
            Usage.of(3, 5),
            1,
            new Timings(1, 2, 3, 6),
            "worker-1",
            Instant.EPOCH,
            Map.of(),
            null);
    var record =
        new ProducerRecord<byte[], byte[]>(
            oracle.topics().answers(), null, MessageCodec.encode(answer));
    record.headers().add(Headers.QUERY_ID, id.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private Path write(String lines) throws IOException {
    return Files.writeString(folder.resolve("queries.jsonl"), lines);
  }

  private static String lines(int from, int to) {
    var lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append("{\"agent\":\"technical\",\"prompt\":\"question %d\"}\n".formatted(i));
    }
    return lines.toString();
  }
}
