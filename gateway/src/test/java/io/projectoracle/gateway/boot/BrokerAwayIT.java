package io.projectoracle.gateway.boot;

import static io.projectoracle.gateway.testkit.Door.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.client.TopicAdmin;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.testkit.Door;
import io.projectoracle.gateway.testkit.EventStream;
import io.projectoracle.gateway.testkit.StandInWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** No broker: said at once, and over as soon as it is back. */
@Execution(ExecutionMode.CONCURRENT)
class BrokerAwayIT {
  private static final String QUERY = "{\"agent\":\"technical\",\"prompt\":\"Why?\"}";
  private static final Duration RECOVERY = Duration.ofMinutes(2);

  /** A search for which there is no broker lasts as long. */
  private static final String SHORT_SEARCHES = "--oracle.gateway.look-ups.timeout=5s";

  private final Topics topics = new Topics("away");
  private final BrokerSettings settings;
  private final String servers;

  BrokerAwayIT(@TempDir Path folder) throws IOException {
    int port = freePort();
    this.settings = BrokerSettings.defaults().withPort(port).withFolder(folder);
    this.servers = "127.0.0.1:" + port;
  }

  @Test
  void atTheStartRequestsAreRefusedUntilItComes() {
    try (RunningGateway gateway = RunningGateway.startUnready(servers, topics, SHORT_SEARCHES)) {
      assertUnavailable(gateway);
      assertThat(gateway.management("/actuator/health/liveness").statusCode()).isEqualTo(200);
      await()
          .atMost(RECOVERY)
          .until(
              () -> readiness(gateway), it -> it.contains("no Kafka broker answers at " + servers));

      try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
        await()
            .atMost(RECOVERY)
            .until(() -> readiness(gateway), it -> it.contains("does not exist"));
        assertThat(gateway.acme().submitJson(QUERY).statusCode()).isEqualTo(503);
        createTopics();
        await().atMost(RECOVERY).until(gateway::isReady);

        assertThat(gateway.acme().submitJson(QUERY).statusCode()).isEqualTo(202);
        assertThat(broker.bootstrapServers()).isEqualTo(servers);
      }
    }
  }

  @Test
  void inTheMiddleNothingIsMissed() throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(settings);
    createTopics();
    try (RunningGateway gateway =
        RunningGateway.start(
            servers,
            topics,
            SHORT_SEARCHES,
            "--oracle.gateway.submissions.timeout=12s",
            "--oracle.gateway.answers.max-wait=110s",
            "--oracle.gateway.streams.keep-alive=1s")) {
      Door acme = gateway.acme();
      String id = acme.submit("Answered after the outage");
      EventStream stream = acme.stream();
      String position = stream.lastId();
      CompletableFuture<HttpResponse<String>> waiting =
          acme.getLater("/v1/queries/" + id + "?wait=110s");

      broker.close();
      assertThat(acme.submitJson(QUERY).statusCode()).isEqualTo(503);
      await().atMost(RECOVERY).until(() -> !gateway.isReady());
      assertUnavailable(gateway);
      stream.ended().get(RECOVERY.toSeconds(), TimeUnit.SECONDS);

      broker = EmbeddedBroker.start(settings);
      try (var worker = new StandInWorker(servers, topics)) {
        worker.answer(worker.take(id));
        assertThat(waiting.get(RECOVERY.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        await().atMost(RECOVERY).until(gateway::isReady);
        try (EventStream resumed = acme.stream(position)) {
          assertThat(json(resumed.await(1).data().get(0)).path("queryId").asString()).isEqualTo(id);
        }
        assertThat(acme.submitJson(QUERY).statusCode()).isEqualTo(202);
      }
    } finally {
      broker.close();
    }
  }

  private static void assertUnavailable(RunningGateway gateway) {
    Door acme = gateway.acme();
    String query = "/v1/queries/" + QueryIds.next();
    assertForNow(acme.submitJson(QUERY));
    assertForNow(acme.delete(query));
    assertForNow(acme.get(query));
    assertForNow(acme.get("/v1/answers"));
    HttpResponse<String> batch =
        acme.post("/v1/queries:batch", "application/json", "[" + QUERY + "]");
    assertThat(batch.statusCode()).isEqualTo(207);
    assertThat(json(batch).at("/items/0/problem/status").asInt()).isEqualTo(503);
  }

  private static void assertForNow(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
  }

  private static String readiness(RunningGateway gateway) {
    HttpResponse<String> response = gateway.management("/actuator/health/readiness");
    assertThat(response.statusCode()).isEqualTo(503);
    return response.body();
  }

  private void createTopics() {
    try (var admin = new TopicAdmin(KafkaConnection.to(servers), RECOVERY)) {
      admin.create(topics, 2, 1);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
