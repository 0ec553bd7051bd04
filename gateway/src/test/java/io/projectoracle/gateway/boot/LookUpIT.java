package io.projectoracle.gateway.boot;

import static io.projectoracle.gateway.testkit.Door.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.testkit.Door;
import io.projectoracle.gateway.testkit.StandInWorker;
import io.projectoracle.gateway.testkit.TestBroker;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a gateway finds that it has not seen happen. */
@Execution(ExecutionMode.CONCURRENT)
class LookUpIT {
  private Topics topics;
  private StandInWorker worker;
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    topics = TestBroker.newTopics();
    worker = new StandInWorker(TestBroker.servers(), topics);
    gateway = RunningGateway.start(topics);
  }

  @AfterEach
  void stop() {
    gateway.close();
    worker.close();
  }

  @Test
  void aRestartedGatewayKnowsWhatBecameOfEarlierQueries() throws Exception {
    String answered = gateway.acme().submit("Answered before");
    worker.answer(worker.take(answered));
    String answer = answer(gateway.acme(), answered);
    String pending = gateway.acme().submit("Answered later");
    var query = worker.take(pending);

    gateway.close();
    gateway = RunningGateway.start(topics);

    Door acme = gateway.acme();
    assertThat(acme.get("/v1/queries/" + answered).body()).isEqualTo(answer);
    assertThat(status(acme, pending)).isEqualTo(202);
    assertThat(status(acme, QueryIds.next())).isEqualTo(404);
    assertThat(status(gateway.globex(), answered)).isEqualTo(404);
    assertThat(status(gateway.globex(), pending)).isEqualTo(404);
    CompletableFuture<HttpResponse<String>> waiting =
        acme.getLater("/v1/queries/" + pending + "?wait=60s");
    worker.answer(query);
    assertThat(waiting.get(2, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
  }

  @Test
  void whatWasAnsweredWhileNoGatewayRanIsFound() {
    String id = gateway.acme().submit("Answered meanwhile");
    gateway.close();
    worker.answer(worker.take(id));

    gateway = RunningGateway.start(topics);

    answer(gateway.acme(), id);
  }

  @Test
  void aSecondGatewayWaitsForQueriesOfTheFirst() throws Exception {
    try (RunningGateway second = RunningGateway.start(topics)) {
      String id = gateway.acme().submit("Asked here, answered there");
      var query = worker.take(id);
      CompletableFuture<HttpResponse<String>> waiting =
          second.acme().getLater("/v1/queries/" + id + "?wait=60s");
      worker.answer(query);

      assertThat(waiting.get(2, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
      assertThat(answer(second.acme(), id)).isEqualTo(answer(gateway.acme(), id));
    }
  }

  @Test
  void anAnswerThatWasTakenBackIsNotFound() {
    String id = gateway.acme().submit("Answered, but the transaction was aborted");
    worker.answerAndAbort(List.of(worker.take(id)));

    gateway.close();
    gateway = RunningGateway.start(topics);

    assertThat(status(gateway.acme(), id)).isEqualTo(202);
  }

  @Test
  void anAnswerThatIsNotKeptInMemoryIsFoundInTheLog() {
    try (RunningGateway forgetful =
        RunningGateway.start(
            topics,
            "--oracle.gateway.answers.cache-bytes=0B",
            "--oracle.gateway.answers.known-queries=0")) {
      String id = forgetful.acme().submit("At once forgotten");
      assertThat(status(forgetful.acme(), id)).isEqualTo(202);
      worker.answer(worker.take(id));

      answer(forgetful.acme(), id);
    }
  }

  @Test
  void looksUpNoMoreThanItsRateAllows() {
    try (RunningGateway slow =
        RunningGateway.start(
            topics,
            "--oracle.gateway.look-ups.per-second=1",
            "--oracle.gateway.look-ups.burst=2")) {
      Door acme = slow.acme();
      assertThat(status(acme, QueryIds.next())).isEqualTo(404);
      assertThat(status(acme, QueryIds.next())).isEqualTo(404);

      List<HttpResponse<String>> more =
          Stream.generate(() -> acme.getLater("/v1/queries/" + QueryIds.next()))
              .limit(20)
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();

      assertThat(more).extracting(HttpResponse::statusCode).contains(429).isSubsetOf(404, 429);
      assertThat(more)
          .filteredOn(response -> response.statusCode() == 429)
          .allMatch(it -> it.headers().firstValueAsLong("Retry-After").orElseThrow() > 0);
      assertThat(status(slow.globex(), QueryIds.next())).isEqualTo(404);
    }
  }

  @Test
  void saysThatASearchTookTooLong() {
    try (RunningGateway hasty =
        RunningGateway.start(topics, "--oracle.gateway.look-ups.timeout=1ms")) {
      HttpResponse<String> response = hasty.acme().get("/v1/queries/" + QueryIds.next());

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      assertThat(json(response).path("detail").asString()).contains("ask again");
    }
  }

  /** What docs/adr/0006 accepts. */
  @Test
  void whenPartitionsAreAddedAnswersOfBeforeAreNotFound() throws Exception {
    String id = gateway.acme().submit("Before there were more partitions");
    worker.answer(worker.take(id));
    answer(gateway.acme(), id);
    gateway.close();
    int count = partitionsThatMove(id);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.servers()))) {
      admin.createPartitions(Map.of(topics.answers(), NewPartitions.increaseTo(count))).all().get();
    }

    gateway = RunningGateway.start(topics);

    assertThat(status(gateway.acme(), id)).isEqualTo(202);
  }

  /** A number of partitions with which the answer would be in another one. */
  private static int partitionsThatMove(String id) {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    int hash = Utils.toPositive(Utils.murmur2(key));
    int count = TestBroker.PARTITIONS + 1;
    while (hash % count == hash % TestBroker.PARTITIONS) {
      count++;
    }
    return count;
  }

  private static int status(Door door, String id) {
    return door.get("/v1/queries/" + id).statusCode();
  }

  private static String answer(Door door, String id) {
    HttpResponse<String> response = door.get("/v1/queries/" + id + "?wait=60s");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("content").asString()).isEqualTo(StandInWorker.contentFor(id));
    return response.body();
  }
}
