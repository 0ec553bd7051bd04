package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.cli.letters.TestLetters;
import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.fault.FaultRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was set aside or failed: listed, shown, asked once more, cleared away. */
class DeadLettersIT {
  private static final String BROKEN =
      "{\"id\":\"broken-1\",\"agent\":\"technical\",\"prompt\":\"secret question";

  private final Path folder;
  private Simulator simulator;
  private TestInstallation oracle;

  DeadLettersIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(SimulatorSettings.defaults());
    oracle = new TestInstallation(2);
  }

  @AfterEach
  void stop() {
    oracle.close();
    simulator.close();
  }

  @Test
  void aBrokenRecordIsListedAndShownWithoutItsPromptAndAnsweredOnceItIsMended() throws Exception {
    SourcePosition position = publish(BROKEN);
    oracle.startWorker("alone", simulator.endpoint());
    oracle.awaitAnswers(1);

    Shell.Result list = run("list", "--reason=valid json");
    Shell.Result json = run("list", "--kind=invalid_query", "--since=1h", "--json");
    Shell.Result shown = run("show", position.toString());
    Shell.Result shownJson = run("show", "--id=broken-1", "--json");
    Shell.Result value = run("show", position.toString(), "--value");
    Shell.Result refused = run("redrive", position.toString());

    assertThat(list.out().lines()).hasSize(2);
    assertThat(list.out())
        .containsPattern(
            position + "  \\S+Z +invalid_query +broken-1 +\\d+ +0 +not valid JSON at line 1");
    JsonNode letter = JsonMapper.shared().readTree(json.out()).at("/deadLetters/0");
    assertThat(letter.path("position").stringValue()).isEqualTo(position.toString());
    assertThat(letter.path("bytes").intValue()).isEqualTo(BROKEN.length());
    assertThat(shown.out()).contains("oracle-client-id: client-7", "oracle-dlt-worker: alone");
    assertThat(shownJson.out()).contains("{\"name\":\"oracle-client-id\",\"value\":\"client-7\"}");
    for (Shell.Result each : List.of(list, json, shown, shownJson, refused)) {
      assertThat(each.out() + each.err()).doesNotContain("secret");
    }
    assertThat(value.out()).isEqualTo(BROKEN);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains(position + " not redriven: still no query: not valid JSON")
        .contains("redriven 0, not redriven 1");

    Path mended =
        Files.writeString(
            folder.resolve("query.json"),
            "{\"id\":\"broken-1\",\"agent\":\"technical\",\"prompt\":\"mended question\"}\n");
    Shell.Result redriven = run("redrive", position.toString(), "--replace=" + mended);

    assertThat(redriven.exitCode()).as(redriven.err()).isZero();
    assertThat(redriven.out()).startsWith(position + " redriven as ");
    JsonNode answer =
        oracle.awaitAnswers(2).stream()
            .map(JsonMapper.shared()::readTree)
            .filter(each -> each.path("status").stringValue().equals("answered"))
            .findFirst()
            .orElseThrow();
    assertThat(answer.path("redriveOf").stringValue()).isEqualTo("broken-1");
    assertThat(answerRecord(answer.path("queryId").stringValue()))
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .isEqualTo("client-7");
    assertThat(run("list").err()).isEqualTo("no dead letters\n");
    assertNothingIsUnfinished();
  }

  @Test
  void whatFailedIsAskedOnceMoreAndNotTwice() throws Exception {
    simulator.faults(new FaultRule("", Fault.UNAUTHORISED, FaultRule.UNLIMITED));
    oracle.submit(3);
    oracle.startWorker("alone", simulator.endpoint());
    oracle.awaitAnswers(3);
    simulator.faults(FaultPlan.none());
    Map<?, Long> before = Map.copyOf(oracle.ends());

    Shell.Result dry =
        run("redrive", "--from=failed", "--kind=unauthorised", "--since=2h", "--dry-run");
    Shell.Result other = run("redrive", "--from=failed", "--kind=timeout");

    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.out().lines()).hasSize(3).allMatch(line -> line.endsWith(" would be redriven"));
    assertThat(other.err()).isEqualTo("redriven 0, not redriven 0\n");
    assertThat(oracle.ends()).isEqualTo(before);

    Shell.Result redriven =
        run("redrive", "--from=failed", "--kind=unauthorised", "--since=2h", "--json");

    assertThat(redriven.exitCode()).as(redriven.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(redriven.out());
    assertThat(report.path("redriven").size()).isEqualTo(3);
    List<JsonNode> answers = new ArrayList<>();
    oracle.awaitAnswers(6).forEach(line -> answers.add(JsonMapper.shared().readTree(line)));
    assertThat(answers.stream().filter(each -> each.has("content")))
        .hasSize(3)
        .allSatisfy(
            answer ->
                assertThat(answers)
                    .anySatisfy(
                        failed -> {
                          assertThat(failed.path("queryId")).isEqualTo(answer.path("redriveOf"));
                          assertThat(failed.path("status").stringValue()).isEqualTo("failed");
                        }));
    assertNothingIsUnfinished();

    Shell.Result again = run("redrive", "--from=failed", "--all");
    Shell.Result meant = run("redrive", "--from=failed", "--all", "--again", "--limit=1");

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("redriven before", "redriven 0, not redriven 3");
    assertThat(meant.err()).isEqualTo("redriven 1, not redriven 0\n");
    assertThat(oracle.awaitAnswers(7)).hasSize(7);
  }

  @Test
  void aQueryWhoseRecordIsDeletedIsTold() throws Exception {
    simulator.faults(new FaultRule("", Fault.UNAUTHORISED, FaultRule.UNLIMITED));
    oracle.submit(2);
    oracle.startWorker("alone", simulator.endpoint());
    oracle.awaitAnswers(2);
    for (var end : oracle.ends().entrySet()) {
      oracle
          .admin()
          .deleteRecords(Map.of(end.getKey(), RecordsToDelete.beforeOffset(end.getValue())))
          .all()
          .get(20, TimeUnit.SECONDS);
    }

    Shell.Result redriven = run("redrive", "--from=failed", "--all");

    assertThat(redriven.exitCode()).isEqualTo(1);
    assertThat(redriven.err())
        .contains("not redriven: its record is deleted", "redriven 0, not redriven 2");
  }

  @Test
  void twoAtOnceRedriveNothingTwice() throws Exception {
    int letters = 250;
    TestLetters.publishPoison(oracle, letters);
    List<Shell.Result> results = Collections.synchronizedList(new ArrayList<>());
    List<Thread> operators = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      var operator =
          new Thread(() -> results.add(anotherShell("dead-letters", "redrive", "--all")));
      operators.add(operator);
      operator.start();
    }
    for (Thread operator : operators) {
      operator.join();
    }

    Shell.Result rest = run("redrive", "--all");

    assertThat(rest.exitCode()).as(rest.err()).isZero();
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.exitCode() == 0 || result.err().contains("another redrive"))
                    .as(result.err())
                    .isTrue());
    assertEachIsRedrivenOnce(letters);
  }

  @Test
  void aRedriveThatIsKilledAgainAndAgainRedrivesNothingTwice() throws Exception {
    int letters = 1_500;
    TestLetters.publishPoison(oracle, letters);
    for (int kills = 0; kills < 3; kills++) {
      try (var killed =
          ChildProcess.oracle(
              "dead-letters",
              "redrive",
              "--all",
              "--bootstrap-servers=" + oracle.servers(),
              "--topic-prefix=" + oracle.topics().prefix())) {
        killed.await("redriven as|redriven 0,");
      }
    }

    Shell.Result rest = run("redrive", "--all");

    assertThat(rest.exitCode()).as(rest.err()).isZero();
    assertEachIsRedrivenOnce(letters);
  }

  @Test
  void purgeClearsAwayWhatIsSelectedAndOnlyThat() throws Exception {
    TestLetters.publishPoison(oracle, 3);
    try (var producer = oracle.producer(Map.of())) {
      producer
          .send(
              TestLetters.letter(
                  oracle.topics(),
                  7,
                  FailureKind.INVALID_QUERY,
                  "not valid JSON",
                  TestLetters.utf8("secret")))
          .get(20, TimeUnit.SECONDS);
    }
    String third = new SourcePosition(oracle.topics().queries(), 0, 2).toString();

    Shell.Result unselected = run("purge");
    Shell.Result dry = run("purge", "--all", "--dry-run");
    int before = letters();
    Shell.Result broken = run("purge", "--kind=invalid_query", "--json");
    int afterwards = letters();
    Shell.Result named = run("purge", third, new SourcePosition("other", 0, 2).toString());
    Shell.Result rest = run("purge", "--all");

    assertThat(unselected.exitCode()).isEqualTo(2);
    assertThat(dry.err()).isEqualTo("would purge 4\n");
    assertThat(before).isEqualTo(4);
    assertThat(JsonMapper.shared().readTree(broken.out()).path("purged").size()).isEqualTo(1);
    assertThat(afterwards).isEqualTo(3);
    assertThat(named.exitCode()).isEqualTo(1);
    assertThat(named.err()).contains("purged 1", "other-0-2: no such dead letter");
    assertThat(rest.err()).isEqualTo("purged 2\n");
    assertThat(letters()).isZero();
    assertThat(TestLetters.records(oracle, oracle.topics().queries())).isEmpty();
  }

  @Test
  void aDeadlineThatIsOverIsLeftOutAndThatIsSaid() throws Exception {
    var query =
        new Query(
            "late",
            "technical",
            "secret question",
            List.of(),
            null,
            Instant.EPOCH,
            CachePolicy.USE,
            null,
            Map.of(),
            null);
    try (var producer = oracle.producer(Map.of())) {
      for (int offset = 0; offset < 2; offset++) {
        producer
            .send(
                TestLetters.letter(
                    oracle.topics(),
                    offset,
                    FailureKind.POISON,
                    "3 workers ended",
                    MessageCodec.encode(query)))
            .get(20, TimeUnit.SECONDS);
      }
    }

    Shell.Result dropped = run("redrive", "--id=late", "--limit=1");
    Shell.Result given = run("redrive", "--id=late", "--deadline=10m");

    assertThat(dropped.err())
        .contains("redriven 1, not redriven 0; of 1 the deadline was over", "--deadline");
    assertThat(given.err()).isEqualTo("redriven 1, not redriven 0\n");
    assertThat(TestLetters.records(oracle, oracle.topics().queries()))
        .extracting(record -> MessageCodec.decodeQuery(record.value()).deadline() == null)
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void whereSomebodyWatchesNothingIsDoneWithoutAYes() throws Exception {
    TestLetters.publishPoison(oracle, 1);

    Shell.Result no = atTerminal("no\n", "redrive", "--all");
    Shell.Result silent = atTerminal("", "purge", "--all");
    int before = letters();
    Shell.Result yes = atTerminal("y\n", "redrive", "--all");

    assertThat(no.exitCode()).isEqualTo(1);
    assertThat(no.err()).startsWith("redrive 1 queries? [y/N] ");
    assertThat(silent.exitCode()).isEqualTo(1);
    assertThat(before).isEqualTo(1);
    assertThat(yes.exitCode()).as(yes.err()).isZero();
    assertThat(letters()).isZero();
  }

  private Shell.Result atTerminal(String typed, String... command) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(command));
    all.add("--topic-prefix=" + oracle.topics().prefix());
    return shell().typing(typed).atTerminal().run(all.toArray(String[]::new));
  }

  /** For another thread. */
  private Shell.Result anotherShell(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--topic-prefix=" + oracle.topics().prefix());
    return shell().run(all.toArray(String[]::new));
  }

  private Shell shell() {
    return new Shell().with("ORACLE_BOOTSTRAP_SERVERS", oracle.servers());
  }

  private Shell.Result run(String... command) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(command));
    return oracle.run(all.toArray(String[]::new));
  }

  private void assertEachIsRedrivenOnce(int count) {
    assertThat(TestLetters.records(oracle, oracle.topics().queries()))
        .hasSize(count)
        .extracting(DeadLettersIT::redriveOf)
        .doesNotHaveDuplicates();
    assertThat(run("list").err()).isEqualTo("no dead letters\n");
  }

  private int letters() {
    return JsonMapper.shared().readTree(run("list", "--json").out()).path("deadLetters").size();
  }

  /** Also what Kafka writes at the end of a transaction is nobody's work. */
  private void assertNothingIsUnfinished() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              Shell.Result status = oracle.run("status", "--json", "--interval=100ms");
              assertThat(JsonMapper.shared().readTree(status.out()).path("unfinished").intValue())
                  .as(status.out())
                  .isZero();
            });
    JsonNode offsets = JsonMapper.shared().readTree(oracle.run("offsets", "show", "--json").out());
    for (JsonNode partition : offsets.path("partitions")) {
      assertThat(partition.path("unfinished").intValue()).as(offsets.toString()).isZero();
    }
  }

  private ConsumerRecord<byte[], byte[]> answerRecord(String queryId) {
    return TestLetters.records(oracle, oracle.topics().answers()).stream()
        .filter(record -> TestLetters.header(record, Headers.QUERY_ID).equals(queryId))
        .findFirst()
        .orElseThrow();
  }

  private static String redriveOf(ConsumerRecord<byte[], byte[]> record)
      throws MalformedMessageException {
    return String.valueOf(MessageCodec.decodeQuery(record.value()).redriveOf());
  }

  private SourcePosition publish(String value) throws Exception {
    var record =
        new ProducerRecord<byte[], byte[]>(
            oracle.topics().queries(), 0, null, TestLetters.utf8(value));
    record.headers().add(Headers.CLIENT_ID, TestLetters.utf8("client-7"));
    record.headers().add(Headers.REPLY_PARTITION, TestLetters.utf8("1"));
    try (var producer = oracle.producer(Map.of())) {
      var written = producer.send(record).get(20, TimeUnit.SECONDS);
      return new SourcePosition(written.topic(), written.partition(), written.offset());
    }
  }
}
