package io.projectoracle.aggregator.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.projectoracle.aggregator.testkit.UsageEvents;
import io.projectoracle.aggregator.testkit.UsageTopic;
import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Usage;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

class AggregatorApplicationIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static EmbeddedBroker broker;
  private static ConfigurableApplicationContext application;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedBroker.start(BrokerSettings.defaults());
    try (var topic = UsageTopic.create(broker)) {
      topic.commit(
          List.of(
              UsageEvents.answered("technical", "gpt-4o-mini", 1_500_000, Usage.of(30, 12)),
              UsageEvents.cached("technical", "gpt-4o-mini", 1_000),
              UsageEvents.failed("onboarding", "gpt-4o-mini", FailureKind.SERVER_ERROR)));
      topic.commitPoison(0, "no event".getBytes(StandardCharsets.UTF_8));
      application = AggregatorApplication.start(arguments(folder, topic.name()));
    }
    await()
        .atMost(LIMIT)
        .until(
            () -> get("/figures").body(),
            // Of partitions that are read one after the other.
            it -> it.contains("\"total\" : 3") && it.contains("\"unreadableRecords\" : 1"));
  }

  @AfterAll
  static void stop() {
    application.close();
    broker.close();
  }

  @Test
  void servesTheFigures() throws Exception {
    var response = get("/figures");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    var json = new JsonMapper().readTree(response.body());
    assertThat(json.at("/total/queries/answered").asInt()).isEqualTo(2);
    assertThat(json.at("/total/tokens/total").asInt()).isEqualTo(42);
    assertThat(json.at("/agents/0/agent").asString()).isEqualTo("onboarding");
    assertThat(json.at("/rows/1/figures/cache/hit").asInt()).isEqualTo(1);
    assertThat(json.at("/unreadableRecords").asInt()).isEqualTo(1);
  }

  @Test
  void showsTheFiguresAsMetrics() {
    var labels = "agent=\"technical\",model=\"gpt-4o-mini\"";

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(get("/actuator/prometheus").body().lines())
                    .contains(
                        "oracle_aggregator_queries_total{" + labels + ",status=\"answered\"} 2.0",
                        "oracle_aggregator_cache_total{" + labels + ",outcome=\"hit\"} 1.0",
                        "oracle_aggregator_tokens_total{" + labels + ",type=\"output\"} 12.0",
                        "oracle_aggregator_response_time_seconds{"
                            + labels
                            + ",statistic=\"max\"} 1.5",
                        "oracle_aggregator_errors_total{agent=\"onboarding\","
                            + "kind=\"server_error\",model=\"gpt-4o-mini\"} 1.0",
                        "oracle_aggregator_unreadable_total 1.0"));
  }

  @Test
  void tellsTheStateOfTheStreamAsHealth() throws Exception {
    var json = new JsonMapper().readTree(get("/actuator/health").body());

    assertThat(json.at("/components/stream/status").asString()).isEqualTo("UP");
    assertThat(json.at("/components/stream/details/state").asString()).isEqualTo("RUNNING");
    var ready = new JsonMapper().readTree(get("/actuator/health/readiness").body());
    assertThat(ready.at("/components/stream/status").asString()).isEqualTo("UP");
  }

  @Test
  void servesNothingElse() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
    assertThat(get("/actuator/loggers").statusCode()).isEqualTo(404);
  }

  @Test
  void listensOnLoopbackByDefault() {
    assertThat(application.getEnvironment().getProperty("server.address", InetAddress.class))
        .isEqualTo(InetAddress.getLoopbackAddress());
    assertThat(application.getEnvironment().getProperty("spring.application.name"))
        .isEqualTo("oracle-aggregator");
  }

  @Test
  void waitsForAUsageTopicThatIsMissing(@TempDir Path folder) throws Exception {
    try (var waiting = AggregatorApplication.start(arguments(folder, "late"))) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(health(waiting))
                      .contains("\"DOWN\"")
                      .contains(
                          "usage topic 'late' does not exist; create the topics with:"
                              + " oracle topics create"));
      try (var topic = UsageTopic.create(broker, "late")) {
        topic.commit(List.of(UsageEvents.cached("technical", "gpt-4o-mini", 1_000)));
      }

      await().atMost(LIMIT).until(() -> get(waiting, "/figures").body().contains("\"total\" : 1"));
      assertThat(health(waiting)).doesNotContain("DOWN").doesNotContain("waitingFor");
    }
  }

  @Test
  void waitsForABrokerThatIsAway(@TempDir Path folder, @TempDir Path log) throws Exception {
    var settings = BrokerSettings.defaults().withFolder(log);
    var first = EmbeddedBroker.start(settings);
    String servers = first.bootstrapServers();
    try (var topic = UsageTopic.create(first)) {
      topic.commit(List.of(UsageEvents.cached("technical", "gpt-4o-mini", 1_000)));
      first.close();
      var arguments = arguments(folder, topic.name());
      arguments[1] = "--spring.kafka.bootstrap-servers=" + servers;
      try (var waiting = AggregatorApplication.start(arguments)) {
        await()
            .atMost(LIMIT)
            .until(
                () -> health(waiting),
                said -> said.contains("cannot be looked at") && said.contains("TimeoutException"));
        var back = EmbeddedBroker.start(settings.withPort(port(servers)));
        try {
          await()
              .atMost(LIMIT)
              .until(() -> get(waiting, "/figures").body().contains("\"total\" : 1"));
        } finally {
          back.close();
        }
      }
    }
  }

  @Test
  void endsAtOnceWhileItWaits(@TempDir Path folder) {
    var arguments = arguments(folder, "usage");
    arguments[1] = "--spring.kafka.bootstrap-servers=127.0.0.1:1";
    var waiting = AggregatorApplication.start(arguments);
    long start = System.nanoTime();

    waiting.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
  }

  private static String[] arguments(Path folder, String topic) {
    return new String[] {
      "--server.port=0",
      "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
      "--oracle.aggregator.usage-topic=" + topic,
      "--oracle.aggregator.application-id=aggregator-of-" + topic,
      "--oracle.aggregator.state-directory=" + folder,
      "--oracle.aggregator.refresh-interval=100ms"
    };
  }

  private static int port(String server) {
    return Integer.parseInt(server.split(":")[1]);
  }

  private static String health(ConfigurableApplicationContext of) throws Exception {
    return get(of, "/actuator/health").body();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return get(application, path);
  }

  private static HttpResponse<String> get(ConfigurableApplicationContext of, String path)
      throws Exception {
    var port = of.getEnvironment().getProperty("local.server.port");
    var uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).timeout(LIMIT).build(), BodyHandlers.ofString());
  }
}
