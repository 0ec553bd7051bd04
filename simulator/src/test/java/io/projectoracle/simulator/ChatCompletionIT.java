package io.projectoracle.simulator;

import static io.projectoracle.simulator.SimulatorClient.ask;
import static io.projectoracle.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.simulator.ledger.CallResult;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ChatCompletionIT {

  private static final String KEY = "sk-simulated";

  private final Simulator simulator =
      Simulator.start(SimulatorSettings.builder().seed(7).maxBodyBytes(10_000).build());
  private final SimulatorClient client = new SimulatorClient(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void answersInTheFormOfTheOpenAiApi() throws Exception {
    HttpResponse<String> response = client.complete("Where is my invoice?");

    JsonNode body = json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.headers().firstValue("x-request-id").orElseThrow()).startsWith("req_");
    assertThat(body.path("id").asString()).startsWith("chatcmpl-");
    assertThat(body.path("object").asString()).isEqualTo("chat.completion");
    assertThat(body.path("created").asLong()).isGreaterThan(1_600_000_000L);
    assertThat(body.path("model").asString()).isEqualTo("gpt-4o-mini");
    JsonNode choice = body.path("choices").path(0);
    assertThat(choice.path("index").asInt()).isZero();
    assertThat(choice.path("message").path("role").asString()).isEqualTo("assistant");
    assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
    int characters = choice.path("message").path("content").asString().length();
    JsonNode usage = body.path("usage");
    assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(5);
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo((characters + 3) / 4);
    assertThat(usage.path("total_tokens").asInt()).isEqualTo(5 + (characters + 3) / 4);
  }

  @Test
  void givesEveryAnswerItsOwnId() throws Exception {
    String first = json(client.complete("same")).path("id").asString();
    String second = json(client.complete("same")).path("id").asString();

    assertThat(first).isNotEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_tokens", "max_completion_tokens"})
  void cutsTheAnswerToTheTokenLimit(String field) throws Exception {
    String body = ask("a long story, please").replaceFirst("\\{", "{\"" + field + "\":3,");

    JsonNode answer = json(client.send(client.chat(body)));

    assertThat(answer.path("choices").path(0).path("finish_reason").asString()).isEqualTo("length");
    assertThat(answer.path("choices").path(0).path("message").path("content").asString())
        .hasSize(12);
    assertThat(answer.path("usage").path("completion_tokens").asInt()).isEqualTo(3);
  }

  @Test
  void sameSeedAndPromptGiveTheSameTextInAnotherSimulator() throws Exception {
    List<String> prompts = Stream.of(1, 2, 3, 4, 5).map(number -> "question " + number).toList();
    try (var twin = Simulator.start(SimulatorSettings.builder().seed(7).build());
        var stranger = Simulator.start(SimulatorSettings.builder().seed(8).build())) {
      for (String prompt : prompts) {
        String text = content(client.complete(prompt));
        assertThat(content(new SimulatorClient(twin).complete(prompt))).isEqualTo(text);
        assertThat(content(new SimulatorClient(stranger).complete(prompt))).isNotEqualTo(text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
        "{\"model\":\"m\"}",
        "{\"model\":\"m\",\"messages\":[]}",
        "{\"model\":\"m\",\"messages\":[{\"content\":\"x\"}]}",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":0}",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":true}",
      })
  void refusesWhatIsNotARequest(String body) throws Exception {
    HttpResponse<String> response = client.send(client.chat(body));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = json(response).path("error");
    assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
    assertThat(error.path("message").asString()).isNotBlank();
    assertThat(simulator.calls().snapshot())
        .singleElement()
        .extracting(Call::result, Call::status)
        .containsExactly(CallResult.INVALID, 400);
  }

  @Test
  void refusesABodyAboveTheBound() throws Exception {
    HttpResponse<String> response = client.complete("x".repeat(200_000));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).path("error").path("code").asString()).isEqualTo("request_too_large");
    assertThat(simulator.stats().totals().count(CallResult.TOO_LARGE)).isEqualTo(1);
  }

  @Test
  void asksForTheKeyOnEveryModelPath() throws Exception {
    try (var guarded = Simulator.start(SimulatorSettings.builder().apiKey(KEY).build())) {
      var stranger = new SimulatorClient(guarded);

      assertThat(stranger.complete("x").statusCode()).isEqualTo(401);
      assertThat(stranger.get("/v1/models").statusCode()).isEqualTo(401);
      HttpResponse<String> wrong =
          stranger.send(stranger.chat(ask("x")).header("Authorization", "Bearer sk-other"));
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(json(wrong).path("error").path("code").asString()).isEqualTo("invalid_api_key");
      HttpResponse<String> right =
          stranger.send(stranger.chat(ask("x")).header("Authorization", "Bearer " + KEY));
      assertThat(right.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void listsModels() throws Exception {
    JsonNode list = json(client.get("/v1/models"));

    assertThat(list.path("object").asString()).isEqualTo("list");
    assertThat(list.path("data").path(0).path("id").asString()).isEqualTo("gpt-4o-mini");
    assertThat(list.path("data").path(0).path("object").asString()).isEqualTo("model");
  }

  @Test
  void knowsOnlyItsPathsAndMethods() throws Exception {
    assertThat(client.get("/v1/embeddings").statusCode()).isEqualTo(404);
    assertThat(client.get("/v1/chat/completions").statusCode()).isEqualTo(405);
    assertThat(client.delete("/admin/stats").headers().firstValue("allow")).contains("GET");
    assertThat(client.get("/healthz").body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(client.get("/nowhere").headers().firstValue("x-request-id")).isPresent();
  }

  private static String content(HttpResponse<String> response) {
    return json(response).path("choices").path(0).path("message").path("content").asString();
  }
}
