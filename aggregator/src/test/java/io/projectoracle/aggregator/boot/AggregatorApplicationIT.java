package io.projectoracle.aggregator.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
    await().atMost(LIMIT).until(() -> get("/figures").body().contains("\"total\" : 3"));
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
  void doesNotStartWithoutAUsageTopic(@TempDir Path folder) {
    assertThatThrownBy(() -> AggregatorApplication.start(arguments(folder, "absent")))
        .hasStackTraceContaining(
            "usage topic 'absent' does not exist; create it before the aggregator starts");
  }

  @Test
  void endsWithTheReasonIfNoBrokerAnswers(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                AggregatorApplication.start(
                    "--server.port=0",
                    "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                    "--spring.kafka.properties.default.api.timeout.ms=1000",
                    "--spring.kafka.properties.request.timeout.ms=1000",
                    "--oracle.aggregator.usage-topic=usage",
                    "--oracle.aggregator.state-directory=" + folder))
        .hasStackTraceContaining("usage topic 'usage' cannot be read")
        .hasStackTraceContaining("TimeoutException");
  }

  private static String[] arguments(Path folder, String topic) {
    return new String[] {
      "--server.port=0",
      "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
      "--oracle.aggregator.usage-topic=" + topic,
      "--oracle.aggregator.state-directory=" + folder,
      "--oracle.aggregator.refresh-interval=100ms"
    };
  }

  private static HttpResponse<String> get(String path) throws Exception {
    var port = application.getEnvironment().getProperty("local.server.port");
    var uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).timeout(LIMIT).build(), BodyHandlers.ofString());
  }
}
