package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway as a process of its own, with a key that was made by the command. */
class GatewayIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path keys;

  GatewayIT(@TempDir Path folder) {
    this.keys = folder.resolve("keys.properties");
  }

  @Test
  void opensToTheKeyThatWasMadeForItAndStopsOnRequest() throws Exception {
    Shell.Result made = new Shell().run("gateway", "key", "--tenant", "acme");
    Files.writeString(keys, made.out());
    String key = made.err().lines().reduce((before, last) -> last).orElseThrow();
    try (var broker = ChildProcess.oracle("broker", "--port", "0", "--json")) {
      String kafka = json(broker.await("^\\{.*").group()).path("kafka").stringValue();
      createTopics(kafka);
      try (var gateway =
          ChildProcess.oracle(
              "gateway",
              "--keys=" + keys,
              "--bootstrap-servers=" + kafka,
              "--port=0",
              "--management-port=0")) {
        String base = "http://127.0.0.1:" + gateway.await("Tomcat started on port (\\d+)").group(1);
        gateway.await("answers are followed");

        HttpResponse<String> accepted = submit(base, key);
        HttpResponse<String> refused = submit(base, "another key");
        gateway.signal("TERM");

        assertThat(accepted.statusCode()).as(accepted::body).isEqualTo(202);
        assertThat(json(accepted.body()).path("status").stringValue()).isEqualTo("accepted");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(gateway.exitCode()).as(gateway::output).isZero();
        assertThat(gateway.output()).doesNotContain(key);
      }
    }
  }

  private static void createTopics(String kafka) {
    Shell shell = new Shell().with("ORACLE_BOOTSTRAP_SERVERS", kafka);
    assertThat(shell.run("topics", "create", "--partitions", "2").exitCode()).isZero();
  }

  private static HttpResponse<String> submit(String base, String key)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(base + "/v1/queries"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"agent\":\"technical\",\"prompt\":\"Why?\"}"))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
