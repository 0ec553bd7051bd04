package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that look for answers to queries of an earlier client with their id. */
class AttachIT {
  private static final String CLIENT_ID = "restarted";

  private Topics topics;
  private OracleClient client;
  private ScriptedWorker worker;

  @BeforeEach
  void open() {
    topics = TestBroker.newTopics();
    client = newClient();
    worker = new ScriptedWorker(TestBroker.connection(), topics);
  }

  @AfterEach
  void close() {
    client.close();
    worker.close();
  }

  @Test
  void findsTheAnswerThatArrivedBeforeTheRestart() throws Exception {
    String id = askBeforeTheRestart(QueryIds.next());
    worker.answer(worker.take(1).get(0), "because");

    assertThat(await(client.attach(id)).content()).isEqualTo("because");
    assertThat(await(client.find(id))).map(Answer::content).contains("because");
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void waitsForTheAnswerThatArrivesAfterTheRestart() throws Exception {
    String id = askBeforeTheRestart(QueryIds.next());
    CompletableFuture<Answer> answer = client.attach(id);
    CompletableFuture<Answer> other = client.attach(id);
    assertThat(await(client.find(id))).isEmpty();
    assertThat(answer).isNotDone();

    worker.answer(worker.take(1).get(0), "because");

    assertThat(await(answer).content()).isEqualTo("because");
    assertThat(await(other).content()).isEqualTo("because");
  }

  @Test
  void anIdWithoutATimeIsSearchedFromTheStart() throws Exception {
    String id = askBeforeTheRestart("q1");
    worker.answer(worker.take(1).get(0), "because");

    assertThat(await(client.attach(id)).content()).isEqualTo("because");
  }

  @Test
  void aClockThatIsAheadHidesNothingWithinTheSlack() throws Exception {
    String id = askBeforeTheRestart(idAt(Instant.now().plus(Duration.ofMinutes(90))));
    worker.answer(worker.take(1).get(0), "because");
    await(client.attach(id)); // A commit returns before everybody can see it.

    assertThat(await(client.find(id))).isPresent();
    try (var strict = builder().clockSlack(Duration.ofMinutes(30)).build()) {
      assertThat(await(strict.find(id))).isEmpty();
    }
  }

  @Test
  void neitherAbortedAnswersNorThoseOfOthersAreFound() throws Exception {
    String id = askBeforeTheRestart(QueryIds.next());
    worker.answerAndAbort(worker.take(1).get(0), "aborted");
    try (var other = builder().clientId("other").build()) {
      other.send(Query.of(id, "technical", "?")).get(2, TimeUnit.MINUTES);
    }
    worker.answer(worker.take(1).get(0), "not mine");

    assertThat(await(client.find(id))).isEmpty();
  }

  @Test
  void noAnswerFallsBetweenSearchAndTail() throws Exception {
    List<String> ids = new ArrayList<>();
    try (var before = newClient()) {
      for (int i = 0; i < 200; i++) {
        ids.add(QueryIds.next());
        var unused = before.send(Query.of(ids.get(i), "technical", "why?"));
      }
    }
    var records = worker.take(200);
    var attached = new ConcurrentLinkedQueue<CompletableFuture<Answer>>();
    var attaching =
        CompletableFuture.runAsync(() -> ids.forEach(id -> attached.add(client.attach(id))));

    for (var record : records) {
      worker.answer(record, "because");
    }

    attaching.get(2, TimeUnit.MINUTES);
    for (var answer : attached) {
      assertThat(await(answer).content()).isEqualTo("because");
    }
  }

  @Test
  void whoGivesUpMakesRoom() throws Exception {
    try (var small = builder().maxInFlight(1).build()) {
      small.attach("q1").cancel(/* mayInterruptIfRunning= */ false);

      assertThat(small.attach("q2")).isNotDone();
      assertThat(await(small.find("q1"))).isEmpty();
      assertThat(await(small.find("q2"))).isEmpty();
    }
  }

  @Test
  void dependentsMayGoOnLooking() throws Exception {
    try (var small = builder().maxInFlight(1).build()) {
      CompletableFuture<Optional<Answer>> chain =
          small.find("q1").thenCompose(q1 -> small.find("q2").thenCompose(q2 -> small.find("q3")));

      assertThat(await(chain)).isEmpty();
    }
  }

  @Test
  void closingFailsWhatIsAwaited() {
    CompletableFuture<Answer> answer = client.attach("q1");

    client.close();

    assertThat(answer)
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableThat()
        .withMessageContaining("client is closed before the answer");
  }

  private String askBeforeTheRestart(String id) throws Exception {
    try (var before = newClient()) {
      before.send(Query.of(id, "technical", "why?")).get(2, TimeUnit.MINUTES);
    }
    return id;
  }

  private OracleClient newClient() {
    return builder().build();
  }

  private OracleClientBuilder builder() {
    return OracleClient.builder()
        .connection(TestBroker.connection())
        .topics(topics)
        .clientId(CLIENT_ID);
  }

  private static String idAt(Instant time) {
    return new UUID((time.toEpochMilli() << 16) | 0x7000, 0x8000000000000000L).toString();
  }

  private static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(TestBroker.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }
}
