package io.projectoracle.gateway.boot;

import static io.projectoracle.gateway.testkit.Door.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.projectoracle.contract.Headers;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.QueryKey;
import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.testkit.Door;
import io.projectoracle.gateway.testkit.StandInWorker;
import io.projectoracle.gateway.testkit.TestBroker;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DoorIT {
  private static Topics topics;
  private static RunningGateway gateway;
  private static StandInWorker worker;
  private static Door acme;
  private static Door globex;

  @BeforeAll
  static void start() {
    topics = TestBroker.newTopics();
    worker = new StandInWorker(TestBroker.servers(), topics);
    gateway = RunningGateway.start(topics);
    acme = gateway.acme();
    globex = gateway.globex();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    worker.close();
  }

  @Test
  void answersAQueryFromSubmissionToAnswer() throws Exception {
    HttpResponse<String> accepted =
        acme.submitJson(
            """
            {"agent": "technical", "prompt": "Why twice?", "metadata": {"ticket": "T-1"}}
            """);
    String id = json(accepted).path("id").asString();
    String location = accepted.headers().firstValue("Location").orElseThrow();

    assertThat(location).isEqualTo("/v1/queries/" + id);
    assertThat(json(acme.get(location)).path("status").asString()).isEqualTo("pending");
    CompletableFuture<HttpResponse<String>> waiting = acme.getLater(location + "?wait=60s");
    worker.answer(worker.take(id));

    HttpResponse<String> answer = waiting.get(2, TimeUnit.MINUTES);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("content").asString()).isEqualTo(StandInWorker.contentFor(id));
    assertThat(json(answer).at("/metadata/ticket").asString()).isEqualTo("T-1");
    assertThat(acme.get(location).body()).isEqualTo(answer.body());
  }

  @Test
  void publishesWhatTheContractAsksFor() {
    String id = QueryIds.next();
    acme.checked(
        acme.request("/v1/queries")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"id": "%s", "agent": "technical", "prompt": "Why?", "deadline": "PT10M"}
                    """
                        .formatted(id)))
            .header("Content-Type", "application/json")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

    ConsumerRecord<byte[], byte[]> record = worker.take(id);

    var query = StandInWorker.query(record);
    assertThat(query.tenant()).isEqualTo("acme");
    assertThat(query.deadline()).isNotNull();
    assertThat(record.key()).isEqualTo(QueryKey.of(query).recordKey());
    assertThat(record.headers().lastHeader(Headers.QUERY_ID).value())
        .isEqualTo(id.getBytes(StandardCharsets.UTF_8));
    assertThat(record.headers().lastHeader(Headers.CLIENT_ID)).isNull();
    assertThat(record.headers().lastHeader(Headers.REPLY_PARTITION)).isNull();
    assertThat(record.headers().lastHeader(Headers.TRACEPARENT)).isNotNull();
  }

  @Test
  void publishesARepeatedSubmissionOnce() {
    String id = QueryIds.next();
    String query = "{\"id\":\"" + id + "\",\"agent\":\"technical\",\"prompt\":\"Once?\"}";

    assertThat(acme.submitJson(query).statusCode()).isEqualTo(202);
    assertThat(acme.submitJson(query).statusCode()).isEqualTo(202);
    HttpResponse<String> other = acme.submitJson(query.replace("Once", "Something else"));

    assertThat(other.statusCode()).isEqualTo(409);
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>(worker.takeUpTo(id));
    taken.addAll(worker.takeWithin(Duration.ofSeconds(1)));
    assertThat(taken).filteredOn(it -> StandInWorker.query(it).id().equals(id)).hasSize(1);
  }

  @Test
  void hidesQueriesFromOtherTenants() {
    String pending = acme.submit("Mine, pending");
    String answered = acme.submit("Mine, answered");
    worker.answer(worker.take(answered));
    await()
        .atMost(TestBroker.TIMEOUT)
        .until(() -> acme.get("/v1/queries/" + answered).statusCode() == 200);

    assertThat(globex.get("/v1/queries/" + pending).statusCode()).isEqualTo(404);
    assertThat(globex.get("/v1/queries/" + answered).statusCode()).isEqualTo(404);
    assertThat(globex.get("/v1/queries/" + pending + "?wait=100ms").statusCode()).isEqualTo(404);
  }

  @Test
  void keepsQueriesOfTwoTenantsWithOneIdApart() {
    String id = QueryIds.next();
    String query = "{\"id\":\"" + id + "\",\"agent\":\"technical\",\"prompt\":\"%s\"}";
    acme.submitJson(query.formatted("Of acme?"));
    globex.submitJson(query.formatted("Of globex?"));

    worker.answer(worker.take(id));

    await().atMost(TestBroker.TIMEOUT).until(() -> statuses(id).contains(200));
    assertThat(statuses(id)).containsExactlyInAnyOrder(200, 202);
  }

  @Test
  void knowsNothingOfIdsThatNobodySubmitted() {
    assertThat(acme.get("/v1/queries/" + QueryIds.next()).statusCode()).isEqualTo(404);
    assertThat(acme.get("/v1/queries/no-uuid").statusCode()).isEqualTo(404);
    assertThat(acme.get("/v1/queries/" + java.util.UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(acme.get("/v1/queries/ffffffff-ffff-7fff-bfff-ffffffffffff").statusCode())
        .isEqualTo(404);
  }

  @Test
  void tellsThatAQueryIsPendingWhenTheWaitIsOver() {
    String id = acme.submit("Never answered");

    HttpResponse<String> response = acme.get("/v1/queries/" + id + "?wait=200ms");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void refusesAWaitThatItDoesNotGrant() {
    String path = "/v1/queries/" + QueryIds.next() + "?wait=";

    assertThat(List.of("61s", "-1s", "soon", "99999999999d"))
        .allSatisfy(wait -> assertThat(acme.get(path + wait).statusCode()).isEqualTo(400));
  }

  @Test
  void takesABatchAndReportsEachQuery() {
    HttpResponse<String> response =
        acme.post(
            "/v1/queries:batch",
            "application/json",
            """
            [{"agent": "technical", "prompt": "First"},
             {"agent": "technical"},
             "no object",
             {"agent": "technical", "prompt": "Other's", "tenant": "globex"},
             {"agent": "technical", "prompt": "Last", "tenant": "acme"}]
            """);

    assertThat(response.statusCode()).isEqualTo(207);
    assertThat(json(response).path("accepted").asInt()).isEqualTo(2);
    assertThat(json(response).path("refused").asInt()).isEqualTo(3);
    assertThat(json(response).path("items").valueStream().map(it -> it.path("status").asString()))
        .containsExactly("accepted", "refused", "refused", "refused", "accepted");
    assertThat(json(response).at("/items/1/problem/detail").asString())
        .isEqualTo("prompt or messages is missing");
    assertThat(json(response).at("/items/3/problem/status").asInt()).isEqualTo(403);
    worker.take(json(response).at("/items/0/id").asString());
  }

  @Test
  void takesABatchOfLines() {
    HttpResponse<String> response =
        acme.post(
            "/v1/queries:batch",
            "application/x-ndjson",
            "{\"agent\":\"technical\",\"prompt\":\"One\"}\r\n\n{\"agent\"\n"
                + "{\"agent\":\"technical\",\"prompt\":\"Two\"}");

    assertThat(json(response).path("items").valueStream().map(it -> it.path("status").asString()))
        .containsExactly("accepted", "refused", "accepted");
  }

  @Test
  void refusesABatchThatIsNone() {
    for (String body : List.of("[]", "{}", "[{]", "")) {
      assertThat(acme.post("/v1/queries:batch", "application/json", body).statusCode())
          .as(body)
          .isEqualTo(400);
    }
  }

  @Test
  void refusesWhatIsNoQueryWithoutQuotingIt() {
    var bodies =
        List.of(
            "",
            "secret-word",
            "{\"agent\":\"technical\",\"prompt\":\"secret-word",
            "{\"agent\":\"technical\",\"prompt\":[\"secret-word\"]}",
            "{\"agent\":\"technical\",\"prompt\":\"x\",\"deadline\":\"secret-word\"}",
            "{\"agent\":\"technical\",\"prompt\":\"x\",\"deadline\":\"Psecret-word\"}",
            "{\"agent\":\"technical\",\"prompt\":\"x\",\"id\":\"secret-word\"}",
            "{\"agent\":\"technical\",\"prompt\":\"x\"} {\"secret-word\":1}",
            "{\"id\":\"01900000-0000-7000-8000-000000000000\",\"agent\":\"a\",\"prompt\":\"x\"}");

    for (String body : bodies) {
      HttpResponse<String> response = acme.submitJson(body);
      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(response.body()).doesNotContain("secret-word");
    }
  }

  @Test
  void refusesTooMuchBeforeReadingIt() {
    String large = "{\"agent\":\"technical\",\"prompt\":\"" + "x".repeat(256 * 1024) + "\"}";

    assertThat(acme.submitJson(large).statusCode()).isEqualTo(413);
    assertThat(
            acme.post(
                    "/v1/queries",
                    "application/json",
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .statusCode())
        .isEqualTo(413);
    assertThat(
            acme.post("/v1/queries:batch", "application/json", " ".repeat(5_000_000)).statusCode())
        .isEqualTo(413);
    assertThat(
            acme.post("/v1/queries:batch", "application/x-ndjson", "1\n".repeat(1001)).statusCode())
        .isEqualTo(413);
  }

  @Test
  void refusesAQueryThatIsTooLargeOnceItIsComplete() {
    String query = "{\"agent\":\"technical\",\"prompt\":\"" + "x".repeat(256 * 1024 - 40) + "\"}";
    assertThat(query.length()).isLessThanOrEqualTo(256 * 1024);

    assertThat(acme.submitJson(query).statusCode()).isEqualTo(413);
  }

  @Test
  void tellsProblemsOfTheProtocolAsProblems() {
    assertThat(acme.post("/v1/queries", "text/plain", "x").statusCode()).isEqualTo(415);
    assertThat(acme.post("/v1/queries:batch", "text/csv", "x").statusCode()).isEqualTo(415);
    assertThat(acme.delete("/v1/queries").statusCode()).isEqualTo(405);
    assertThat(acme.delete("/v1/answers").statusCode()).isEqualTo(405);
    assertThat(acme.get("/v1/else").statusCode()).isEqualTo(404);
    assertThat(acme.get("/v1/schemas/else.schema.json").statusCode()).isEqualTo(404);
    assertThat(acme.get("/error").statusCode()).isEqualTo(404);
    assertThat(acme.get("/v1/queries/%00").statusCode()).isEqualTo(400);
  }

  private static List<Integer> statuses(String id) {
    return List.of(
        acme.get("/v1/queries/" + id).statusCode(), globex.get("/v1/queries/" + id).statusCode());
  }
}
