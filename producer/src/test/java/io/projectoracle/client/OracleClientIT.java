package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Topics;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
    client =
        OracleClient.builder()
            .connection(TestBroker.connection())
            .topics(topics)
            .maxInFlight(2)
            .build();
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
  void aQueryAboveTheLimitIsRefusedAndNotPublished() throws Exception {
    var limits = new SizeLimits(100, 1000);
    try (var strict =
        OracleClient.builder()
            .connection(TestBroker.connection())
            .topics(topics)
            .sizeLimits(limits)
            .build()) {
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
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableThat()
        .withMessageContaining("client is closed before the answer came");
    assertThatIllegalStateException().isThrownBy(() -> client.submit(QUERY));
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
