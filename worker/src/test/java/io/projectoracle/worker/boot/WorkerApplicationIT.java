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
import org.junit.jupiter.api.Test;

final class WorkerApplicationIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theProcessAnswersAndTellsHowItIs() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(2);
        var context =
            WorkerApplication.start(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers="
                    + TestBroker.clientConfig().get("bootstrap.servers"),
                "--oracle.topics.prefix=" + oracle.topics().queries().replace(".queries", ""),
                "--oracle.worker.endpoint.url=" + simulator.endpoint())) {
      String port = context.getEnvironment().getRequiredProperty("local.server.port");
      oracle.publish(Query.of("q1", "technical", "What is a webhook?"));

      assertThat(oracle.answer("q1").status()).isEqualTo(Status.ANSWERED);
      assertThat(get(port, "/actuator/health")).contains("\"status\":\"UP\"", "\"worker\"");
      assertThat(get(port, "/actuator/prometheus")).contains("oracle_worker_queries");
    }
  }

  private String get(String port, String path) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}
