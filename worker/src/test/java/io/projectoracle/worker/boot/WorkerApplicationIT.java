package io.projectoracle.worker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Query;
import io.projectoracle.contract.Status;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.worker.testkit.Installation;
import io.projectoracle.worker.testkit.TestBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

final class WorkerApplicationIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theProcessAnswersAndTellsHowItIs() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(2);
        var context = start(oracle, simulator.endpoint())) {
      String port = context.getEnvironment().getRequiredProperty("local.server.port");
      oracle.publish(Query.of("q1", "technical", "What is a webhook?"));

      assertThat(oracle.answer("q1").status()).isEqualTo(Status.ANSWERED);
      awaitReadiness(
          port,
          200,
          "\"member\":true",
          "\"partitionsReading\":2",
          "\"endpoint\":\"REACHABLE\"",
          "\"lag\":0");
      assertThat(get(port, "/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThat(get(port, "/actuator/prometheus").body())
          .contains("oracle_worker_queries", "oracle_worker_lag");
    }
  }

  @Test
  void aWorkerWhoseEndpointIsGoneIsAliveButNotReady() throws Exception {
    Simulator simulator = Simulator.start(SimulatorSettings.defaults());
    URI gone = simulator.endpoint();
    simulator.close();
    try (Installation oracle = new Installation(2);
        var context = start(oracle, gone)) {
      String port = context.getEnvironment().getRequiredProperty("local.server.port");

      awaitReadiness(port, 503, "\"member\":true", "\"endpoint\":\"UNREACHABLE\"");
      assertThat(get(port, "/actuator/health/liveness").statusCode()).isEqualTo(200);
    }
  }

  private static ConfigurableApplicationContext start(Installation oracle, URI endpoint) {
    return WorkerApplication.start(
        "--server.port=0",
        "--spring.kafka.bootstrap-servers=" + TestBroker.clientConfig().get("bootstrap.servers"),
        "--oracle.topics.prefix=" + oracle.topics().prefix(),
        "--oracle.worker.endpoint.url=" + endpoint);
  }

  private void awaitReadiness(String port, int status, String... details) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              HttpResponse<String> readiness = get(port, "/actuator/health/readiness");
              assertThat(readiness.body()).contains(details);
              assertThat(readiness.statusCode()).isEqualTo(status);
            });
  }

  private HttpResponse<String> get(String port, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
