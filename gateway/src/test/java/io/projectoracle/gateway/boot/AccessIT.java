package io.projectoracle.gateway.boot;

import static io.projectoracle.gateway.testkit.Door.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.testkit.Door;
import io.projectoracle.gateway.testkit.TestBroker;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and how often. */
class AccessIT {
  private static final String QUERY = "{\"agent\":\"technical\",\"prompt\":\"Why?\"}";

  private static Topics topics;

  @BeforeAll
  static void createTopics() {
    topics = TestBroker.newTopics();
  }

  @Test
  void onlyKnownKeysOpenTheDoor() {
    try (RunningGateway gateway = RunningGateway.start(topics)) {
      Door none = gateway.withKey(null);
      List<HttpRequest.Builder> presented =
          List.of(
              none.request("/"),
              none.request("/").header("Authorization", "Bearer wrong"),
              none.request("/").header("Authorization", "Bearer "),
              none.request("/").header("Authorization", "Basic " + RunningGateway.ACME_KEY),
              none.request("/").header("Authorization", RunningGateway.ACME_KEY),
              none.request("/").header("X-API-Key", RunningGateway.ACME_KEY));

      for (HttpRequest.Builder request : presented) {
        String query = "/v1/queries/" + QueryIds.next();
        assertRefused(none, request.copy().uri(at(gateway, query)).GET());
        assertRefused(none, request.copy().uri(at(gateway, query)).DELETE());
        assertRefused(none, request.copy().uri(at(gateway, "/v1/answers")).GET());
        for (String path : List.of("/v1/queries", "/v1/queries:batch")) {
          assertRefused(
              none,
              request
                  .copy()
                  .uri(at(gateway, path))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(QUERY)));
        }
      }
      assertThat(
              none.checked(
                      none.request("/v1/queries")
                          .header("Authorization", "bearer  " + RunningGateway.ACME_KEY)
                          .header("Content-Type", "application/json")
                          .POST(BodyPublishers.ofString(QUERY)))
                  .statusCode())
          .isEqualTo(202);
    }
  }

  @Test
  void documentsArePublic() {
    try (RunningGateway gateway = RunningGateway.startUnready(TestBroker.servers(), topics)) {
      Door none = gateway.withKey(null);

      assertThat(none.get("/v1/openapi.yaml").statusCode()).isEqualTo(200);
      assertThat(none.get("/v1/schemas/answer.schema.json").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aKeySubmitsNoFasterThanItsRateWhateverOthersDo() {
    try (RunningGateway gateway =
        RunningGateway.start(
            topics,
            "--oracle.gateway.submissions.per-second=1",
            "--oracle.gateway.submissions.burst=4",
            "--oracle.gateway.submissions.max-batch-queries=4")) {
      Door acme = gateway.acme();
      long start = System.nanoTime();
      assertThat(acme.submitJson(QUERY).statusCode()).isEqualTo(202);
      assertThat(acme.submitJson("{}").statusCode()).isEqualTo(400);
      assertThat(acme.delete("/v1/queries/" + QueryIds.next()).statusCode()).isEqualTo(202);
      int batches = acceptedBeforeTooMany(() -> batch(acme, 4));
      int earned = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      assertThat(3 + 4 * batches).as("all or nothing").isLessThanOrEqualTo(4 + earned);

      HttpResponse<String> tooMany = exhaust(acme);

      assertThat(json(tooMany).path("type").asString())
          .isEqualTo("urn:projectoracle:problem:too-many-requests");
      assertThat(tooMany.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 5L);
      acceptedBeforeTooMany(() -> acme.delete("/v1/queries/" + QueryIds.next()));
      assertThat(batch(gateway.globex(), 4).statusCode()).isEqualTo(207);
      await().atMost(TestBroker.TIMEOUT).until(() -> acme.submitJson(QUERY).statusCode() == 202);
    }
  }

  @Test
  void withoutKeysTheDoorOpensToThisMachineOnly() {
    try (RunningGateway gateway = RunningGateway.startWithoutKeys(TestBroker.servers(), topics)) {
      await().atMost(TestBroker.TIMEOUT).until(gateway::isReady);
      Door anybody = gateway.withKey(null);
      String query = "/v1/queries/" + anybody.submit("Without a key");

      for (String host : List.of("localhost:8080", "127.0.0.1", "[::1]:8080")) {
        assertThat(status(anybody.request(query).GET(), host, anybody)).as(host).isEqualTo(202);
      }
      for (String host : List.of("127.0.0.1.example", "localhost.example:8080", "10.0.0.1")) {
        for (HttpRequest.Builder request :
            List.of(
                anybody.request(query).GET(),
                anybody.request(query).DELETE(),
                anybody.request("/v1/answers").GET(),
                anybody.request("/v1/queries").POST(BodyPublishers.ofString(QUERY)),
                anybody.request("/v1/queries:batch").POST(BodyPublishers.ofString(QUERY)))) {
          assertThat(status(request, host, anybody)).as(host).isEqualTo(403);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--server.address=0.0.0.0|server.address must be a loopback address while there are no API",
        "--oracle.gateway.keys.a.tenant=acme|oracle.gateway.keys.a.sha256 must be 64 hexadecimal",
        "--oracle.gateway.keys.a.sha256=HASH|oracle.gateway.keys.a.tenant must have 1 to",
        "--oracle.gateway.submissions.per-second=0|oracle.gateway.submissions.per-second must be",
        "--oracle.gateway.streams.keep-alive=1ms|oracle.gateway.streams.keep-alive must be"
      })
  void doesNotStartWithSettingsThatCannotBeMeant(String argumentAndMessage) {
    String[] parts =
        argumentAndMessage.replace("HASH", RunningGateway.sha256("a key")).split("\\|");

    assertThatThrownBy(
            () -> RunningGateway.startWithoutKeys(TestBroker.servers(), topics, parts[0]).close())
        .rootCause()
        .hasMessageStartingWith(parts[1]);
  }

  private static URI at(RunningGateway gateway, String path) {
    return gateway.base().resolve(path);
  }

  private static void assertRefused(Door door, HttpRequest.Builder request) {
    HttpResponse<String> response = door.checked(request);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(it -> assertThat(it).startsWith("Bearer"));
  }

  private static HttpResponse<String> exhaust(Door door) {
    HttpResponse<String> response = door.submitJson(QUERY);
    for (int i = 0; response.statusCode() == 202; i++) {
      assertThat(i).as("submissions").isLessThan(100);
      response = door.submitJson(QUERY);
    }
    assertThat(response.statusCode()).isEqualTo(429);
    return response;
  }

  /** Requests that had been earned before one is refused: a slow machine earns while it asks. */
  private static int acceptedBeforeTooMany(Supplier<HttpResponse<String>> request) {
    int accepted = 0;
    while (true) {
      int status = request.get().statusCode();
      if (status == 429) {
        return accepted;
      }
      assertThat(status).isIn(202, 207);
      assertThat(++accepted).as("accepted requests").isLessThan(100);
    }
  }

  private static HttpResponse<String> batch(Door door, int queries) {
    String items = String.join(",", Collections.nCopies(queries, QUERY));
    return door.post("/v1/queries:batch", "application/json", "[" + items + "]");
  }

  private static int status(HttpRequest.Builder request, String host, Door door) {
    return door.checked(request.header("Host", host)).statusCode();
  }
}
