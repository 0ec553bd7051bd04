package io.projectoracle.simulator.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class SimulatorApplicationIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theProcessServesModelsAndTellsHowItIs() throws Exception {
    try (var context = SimulatorApplication.start("--server.port=0", "--oracle.simulator.port=0")) {
      String port = context.getEnvironment().getRequiredProperty("local.server.port");
      URI models = URI.create(context.getBean(Simulator.class).endpoint() + "/models");

      assertThat(get(models)).contains("gpt-4o-mini");
      assertThat(get(URI.create("http://127.0.0.1:" + port + "/actuator/health")))
          .contains("\"status\":\"UP\"", "\"simulator\"", "\"calls\"");
    }
  }

  @Test
  void aKeyThatDoesNotExistStopsTheStart() {
    assertThatThrownBy(() -> SimulatorApplication.start("--oracle.simulator.latenci=none"))
        .hasStackTraceContaining("oracle.simulator.latenci");
  }

  private String get(URI address) throws Exception {
    HttpResponse<String> response =
        http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}
