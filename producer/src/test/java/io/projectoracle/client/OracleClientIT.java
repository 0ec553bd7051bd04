package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Topics;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OracleClientIT {
  private static final Query QUERY = Query.of("q1", "technical", "why?");

  private Topics topics;
  private OracleClient client;
  private ScriptedWorker worker;

  @BeforeEach
  void open() {
    topics = TestBroker.newTopics();
    client = builder().maxInFlight(2).build();
    worker = new ScriptedWorker(TestBroker.connection(), topics);
  }

  @AfterEach
  void close() {
    client.close();
    worker.close();
  }

  @Test
  void aQueryIsAnswered() throws Exception {
    CompletableFuture<Answer> answer = client.submit(QUERY);

    worker.answer(worker.take(1).get(0), "because");

    assertThat(await(answer).content()).isEqualTo("because");
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void anAbortedAnswerIsNeverSeen() throws Exception {
    CompletableFuture<Answer> answer = client.submit(QUERY);
    var record = worker.take(1).get(0);

    worker.answerAndAbort(record, "aborted");
    worker.answer(record, "committed");

    assertThat(await(answer).content()).isEqualTo("committed");
  }

  @Test
  void answersOfOthersAndRecordsThatAreNoneAreIgnored() throws Exception {
    CompletableFuture<Answer> answer = client.submit(QUERY);
    var record = worker.take(1).get(0);
    byte[] own = client.clientId().getBytes(StandardCharsets.UTF_8);
    byte[] other = "other".getBytes(StandardCharsets.UTF_8);

    worker.writeRaw(record, other, MessageCodec.encode(TestMessages.answered("q1", "not mine")));
    worker.writeRaw(record, own, other);
    worker.writeRaw(record, own, MessageCodec.encode(TestMessages.answered("q2", "unknown")));
    worker.answer(record, "mine");

    assertThat(await(answer).content()).isEqualTo("mine");
  }

  @Test
  void aQueryInFlightIsRefused() {
    var unused = client.submit(QUERY);

    assertThatIllegalStateException()
        .isThrownBy(() -> client.submit(QUERY))
        .withMessage("query id is already in flight: q1");
  }

  @Test
  void submitWaitsForRoom() throws Exception {
    CompletableFuture<Answer> first = client.submit(QUERY);
    var unused = client.submit(Query.of("q2", "technical", "why?"));
    CompletableFuture<Answer> third =
        CompletableFuture.completedFuture("q3")
            .thenComposeAsync(id -> client.submit(Query.of(id, "technical", "why?")));

    worker.answer(
        worker.take(2).stream().filter(each -> idOf(each.value()).equals("q1")).findAny().get(),
        "because");
    await(first);

    worker.answer(worker.take(1).get(0), "third");
    assertThat(await(third).queryId()).isEqualTo("q3");
  }

  @Test
  void aDependentMaySubmitTheNextQuery() throws Exception {
    CompletableFuture<Answer> chain =
        client
            .submit(QUERY)
            .thenCompose(answer -> client.submit(Query.of("q2", "technical", "and then?")));

    worker.answer(worker.take(1).get(0), "first");
    worker.answer(worker.take(1).get(0), "second");

    assertThat(await(chain).content()).isEqualTo("second");
  }

  @Test
  void aBatchWaitsForRoom() throws Exception {
    List<Query> queries =
        IntStream.range(0, 5).mapToObj(i -> Query.of("q" + i, "technical", "why?")).toList();
    var batch = CompletableFuture.supplyAsync(() -> client.submitAll(queries));

    var inFlight = new ArrayDeque<>(worker.take(2));
    for (int left = 3; left > 0; left--) {
      assertThat(worker.takeWithin(Duration.ofMillis(300))).isEmpty();
      worker.answer(inFlight.remove(), "because");
      inFlight.addAll(worker.take(1));
    }
    for (var record : inFlight) {
      worker.answer(record, "because");
    }

    assertThat(ids(await(batch))).containsExactly("q0", "q1", "q2", "q3", "q4");
  }

  @Test
  void aQueryThatCannotBeSubmittedHoldsUpNoOtherOfItsBatch() throws Exception {
    Query large = Query.of("large", "technical", "x".repeat(SizeLimits.DEFAULT.queryBytes()));
    var batch = client.submitAll(List.of(QUERY, large, QUERY, Query.of("q2", "technical", "?")));

    for (var record : worker.take(2)) {
      worker.answer(record, "because");
    }

    assertThat(ids(List.of(batch.get(0), batch.get(3)))).containsExactly("q1", "q2");
    assertThat(batch.get(1)).isCompletedExceptionally();
    assertThat(batch.get(2)).isCompletedExceptionally();
  }

  @Test
  void anInterruptedBatchPublishesNoMore() throws Exception {
    List<Query> queries =
        IntStream.range(0, 4).mapToObj(i -> Query.of("q" + i, "technical", "why?")).toList();
    var batch = new FutureTask<>(() -> client.submitAll(queries));
    var thread = new Thread(batch, "batch");
    thread.start();
    var records = worker.take(2);

    thread.interrupt();

    var futures = batch.get(2, TimeUnit.MINUTES);
    assertThat(futures.subList(2, 4)).allMatch(CompletableFuture::isCompletedExceptionally);
    for (var record : records) {
      worker.answer(record, "because");
    }
    assertThat(ids(futures.subList(0, 2))).containsExactly("q0", "q1");
    assertThat(worker.takeWithin(Duration.ofMillis(300))).isEmpty();
  }

  @Test
  void aQueryExpiresAtItsDeadlineAndTheGrace() {
    try (var impatient = builder().expiryGrace(Duration.ofMillis(400)).build()) {
      Instant deadline = Instant.now().plusMillis(300);
      var answer = impatient.submit(withDeadline("late", deadline));
      var other = impatient.submit(QUERY);

      assertThat(answer)
          .failsWithin(TestBroker.TIMEOUT)
          .withThrowableThat()
          .withCauseInstanceOf(QueryExpiredException.class)
          .withMessageContaining("query late was not answered by its deadline " + deadline);

      assertThat(Instant.now()).isAfterOrEqualTo(deadline.plusMillis(400));
      // Who waits for a future may be told of its end before the client is.
      Awaitility.await().atMost(TestBroker.TIMEOUT).until(() -> impatient.inFlight() == 1);
      assertThat(other).isNotDone();
    }
  }

  @Test
  void anAnswerWithinTheGraceCounts() throws Exception {
    try (var patient = builder().expiryGrace(Duration.ofMinutes(5)).build()) {
      var answer = patient.submit(withDeadline("late", Instant.now().minusSeconds(1)));

      worker.answer(worker.take(1).get(0), "because");

      assertThat(await(answer).content()).isEqualTo("because");
    }
  }

  @Test
  void aQueryAboveTheLimitIsRefusedAndNotPublished() throws Exception {
    var limits = new SizeLimits(100, 1000);
    try (var strict = builder().sizeLimits(limits).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> strict.submit(Query.of("big", "technical", "x".repeat(100))))
          .withMessageMatching("query must not exceed 100 bytes: \\d{3}");
      var unused = strict.submit(QUERY);

      assertThat(idOf(worker.take(1).get(0).value())).isEqualTo("q1");
    }
  }

  @Test
  void aSentQueryHasAPosition() throws Exception {
    SourcePosition position = await(client.send(QUERY));

    var record = worker.take(1).get(0);
    assertThat(position)
        .isEqualTo(new SourcePosition(record.topic(), record.partition(), record.offset()));
  }

  @Test
  void aMissingTopicIsNamedWithItsRemedy() {
    try (var lost =
        OracleClient.builder()
            .connection(TestBroker.connection())
            .topics(new Topics("missing"))
            .build()) {
      assertThatThrownBy(() -> lost.submit(QUERY))
          .isInstanceOf(OracleClientException.class)
          .hasMessage(
              "topic 'missing.queries' does not exist; create it with: oracle topics create");
    }
  }

  @Test
  void aMissingBrokerIsNamed() throws Exception {
    int freePort;
    try (var socket = new ServerSocket(0)) {
      freePort = socket.getLocalPort();
    }
    try (var lost =
        OracleClient.builder()
            .bootstrapServers("localhost:" + freePort)
            .connectTimeout(Duration.ofMillis(500))
            .build()) {
      assertThatThrownBy(() -> lost.submit(QUERY))
          .isInstanceOf(OracleClientException.class)
          .hasMessageStartingWith("no Kafka broker answers at localhost:" + freePort);
    }
  }

  @Test
  void closingFailsWhatIsOpen() {
    CompletableFuture<Answer> answer = client.submit(QUERY);

    client.close();

    assertThat(answer)
        .failsWithin(TestBroker.TIMEOUT)
        .withThrowableThat()
        .withMessageContaining("client is closed before the answer came");
    assertThatIllegalStateException().isThrownBy(() -> client.submit(QUERY));
  }

  @Test
  void closingWithPatienceWaitsForTheAnswers() throws Exception {
    CompletableFuture<Answer> answer = client.submit(QUERY);
    var closing = CompletableFuture.runAsync(() -> client.close(TestBroker.TIMEOUT));

    worker.answer(worker.take(1).get(0), "because");

    await(closing);
    assertThat(answer).isCompletedWithValueMatching(each -> "because".equals(each.content()));
    assertThatIllegalStateException().isThrownBy(() -> client.send(QUERY));
  }

  @Test
  void closingPublishesWhatIsOnItsWay() throws Exception {
    OracleClientBuilder slow = builder().kafkaConfig(Map.of("linger.ms", "30000"));
    CompletableFuture<SourcePosition> position;
    try (var lingering = slow.build()) {
      position = lingering.send(QUERY);
      assertThat(position).isNotDone();
    }

    assertThat(position).isCompleted();
    assertThat(idOf(worker.take(1).get(0).value())).isEqualTo("q1");
  }

  private OracleClientBuilder builder() {
    return OracleClient.builder().connection(TestBroker.connection()).topics(topics);
  }

  private static Query withDeadline(String id, Instant deadline) {
    return new Query(
        id, "technical", "why?", List.of(), null, deadline, CachePolicy.USE, null, Map.of(), null);
  }

  private static List<String> ids(List<CompletableFuture<Answer>> answers) throws Exception {
    List<String> ids = new ArrayList<>();
    for (var answer : answers) {
      ids.add(await(answer).queryId());
    }
    return ids;
  }

  private static String idOf(byte[] query) {
    try {
      return MessageCodec.decodeQuery(query).id();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(TestBroker.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }
}
