package io.projectoracle.simulator;

import static io.projectoracle.simulator.SimulatorClient.ask;
import static io.projectoracle.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.fault.FaultRule;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.simulator.ledger.CallResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FaultIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Simulator simulator =
      Simulator.start(
          SimulatorSettings.builder()
              .latency(Latency.fixed(Duration.ofMillis(20)))
              .retryAfter(Duration.ofSeconds(7))
              .hugeBytes(300_000)
              .build());
  private final SimulatorClient client = new SimulatorClient(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_ERROR,      500, ,  server_error,          ",
    "UNAVAILABLE,       503, 7, server_error,          service_unavailable",
    "RATE_LIMITED,      429, 7, requests,              rate_limit_exceeded",
    "RATE_LIMITED_BARE, 429, ,  requests,              rate_limit_exceeded",
    "QUOTA_EXHAUSTED,   429, ,  insufficient_quota,    insufficient_quota",
    "UNAUTHORISED,      401, ,  invalid_request_error, invalid_api_key",
  })
  void refusesLikeAProvider(Fault fault, int status, String retryAfter, String type, String code)
      throws Exception {
    simulator.faults(FaultRule.always("", fault));

    HttpResponse<String> response = client.complete("x");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("retry-after").orElse(null)).isEqualTo(retryAfter);
    JsonNode error = json(response).path("error");
    assertThat(error.path("type").asString()).isEqualTo(type);
    assertThat(error.path("code").asString("")).isEqualTo(code == null ? "" : code);
    assertThat(onlyCall())
        .extracting(Call::result, Call::status, Call::promptTokens, Call::completionTokens)
        .containsExactly(CallResult.of(fault), status, 0, 0);
  }

  @Test
  void answersHtmlInsteadOfJson() throws Exception {
    simulator.faults(FaultRule.always("", Fault.NOT_JSON));

    HttpResponse<String> response = client.complete("x");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElseThrow()).contains("text/html");
    assertThat(response.body()).startsWith("<html>");
    assertThat(onlyCall().result()).isEqualTo(CallResult.NOT_JSON);
  }

  @Test
  void leavesOutUsageButBillsTheCall() throws Exception {
    simulator.faults(FaultRule.always("", Fault.NO_USAGE));

    JsonNode body = json(client.complete("x"));

    assertThat(body.has("usage")).isFalse();
    assertThat(body.path("choices").size()).isEqualTo(1);
    assertThat(onlyCall().completionTokens()).isPositive();
  }

  @Test
  void cutsTheAnswerInTheMiddle() throws Exception {
    simulator.faults(FaultRule.always("", Fault.CUT));

    String raw = rawCall(ask("x"));

    String body = raw.substring(raw.indexOf("\r\n\r\n") + 4);
    int announced =
        Integer.parseInt(
            raw.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow());
    assertThat(raw).startsWith("HTTP/1.1 200");
    assertThat(body.length()).isEqualTo(announced / 2);
    assertThat(onlyCall())
        .extracting(Call::result, Call::status)
        .containsExactly(CallResult.CUT, 200);
  }

  @Test
  void closesTheConnectionBeforeAnyByte() throws Exception {
    simulator.faults(FaultRule.always("", Fault.RESET));

    assertThat(rawCall(ask("x"))).isEmpty();

    assertThat(onlyCall())
        .extracting(Call::result, Call::status)
        .containsExactly(CallResult.RESET, 0);
  }

  @Test
  void hangsUntilTheClientGoesAway() throws Exception {
    simulator.faults(FaultRule.always("", Fault.HANG));

    try (var socket = openCall(simulator, ask("x"))) {
      await().atMost(PATIENCE).until(() -> simulator.stats().inFlight() == 1);
      assertThat(simulator.calls().size()).isZero();
      assertThat(socket.isConnected()).isTrue();
    }

    await().atMost(PATIENCE).until(() -> simulator.calls().size() == 1);
    assertThat(onlyCall())
        .extracting(Call::result, Call::status, Call::promptTokens, Call::completionTokens)
        .containsExactly(CallResult.HANG, 0, 1, 0);
    assertThat(simulator.stats().inFlight()).isZero();
  }

  @Test
  void slowsDownTenTimes() throws Exception {
    simulator.faults(FaultRule.always("", Fault.SLOW));

    assertThat(client.complete("x").statusCode()).isEqualTo(200);

    assertThat(onlyCall().durationNanos()).isGreaterThanOrEqualTo(200_000_000);
    assertThat(onlyCall().result()).isEqualTo(CallResult.SLOW);
  }

  @Test
  void answersAtGreatLength() throws Exception {
    simulator.faults(FaultRule.always("", Fault.HUGE));

    JsonNode body = json(client.complete("x"));

    assertThat(body.path("choices").path(0).path("message").path("content").asString())
        .hasSize(300_000);
    assertThat(body.path("usage").path("completion_tokens").asInt()).isEqualTo(75_000);
    await().atMost(PATIENCE).until(() -> simulator.calls().size() == 1);
    assertThat(onlyCall().result()).isEqualTo(CallResult.HUGE);
  }

  @Test
  void recordsAClientThatLeftBeforeTheAnswer() throws Exception {
    var settings = SimulatorSettings.builder().latency(Latency.fixed(Duration.ofHours(1)));
    try (Simulator slow = Simulator.start(settings.build())) {
      slow.faults(FaultRule.always("", Fault.SLOW));

      openCall(slow, ask("x")).close();

      await().atMost(PATIENCE).until(() -> slow.calls().size() == 1);
      assertThat(slow.calls().snapshot().get(0))
          .extracting(Call::result, Call::status, Call::promptTokens, Call::completionTokens)
          .containsExactly(CallResult.CLIENT_CLOSED, 0, 1, 0);
    }
  }

  @Test
  void recordsCallsInFlightAtTheEndAsStopped() throws Exception {
    simulator.faults(FaultRule.always("", Fault.HANG));
    try (var socket = openCall(simulator, ask("x"))) {
      await().atMost(PATIENCE).until(() -> simulator.stats().inFlight() == 1);

      simulator.close();

      assertThat(onlyCall().result()).isEqualTo(CallResult.STOPPED);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void appliesARuleToTheFirstCallsThatContainItsText() throws Exception {
    simulator.faults(new FaultRule("poison", Fault.SERVER_ERROR, 2));

    assertThat(client.complete("fine").statusCode()).isEqualTo(200);
    assertThat(client.complete("some poison here").statusCode()).isEqualTo(500);
    assertThat(client.complete("poison").statusCode()).isEqualTo(500);
    assertThat(client.complete("poison").statusCode()).isEqualTo(200);
  }

  @Test
  void showsAndReplacesFaultsOverHttp() throws Exception {
    HttpResponse<String> put =
        client.put(
            "/admin/faults",
            "{\"rates\":{\"hang\":0.0,\"unavailable\":1},"
                + "\"rules\":[{\"prompt_contains\":\"p\",\"fault\":\"server_error\",\"times\":2}]}");

    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(client.complete("p").statusCode()).isEqualTo(500);
    assertThat(client.complete("q").statusCode()).isEqualTo(503);
    HttpResponse<String> shown = client.get("/admin/faults");
    assertThat(json(shown).path("rates").path("unavailable").asDouble()).isEqualTo(1.0);
    assertThat(json(shown).path("rules").path(0).path("remaining").asInt()).isEqualTo(1);
    assertThat(client.put("/admin/faults", shown.body()).statusCode()).isEqualTo(200);
    assertThat(client.put("/admin/faults", "{}").statusCode()).isEqualTo(200);
    assertThat(simulator.faults()).isEqualTo(FaultPlan.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                 | fault plan must be JSON",
        "[]                                | fault plan must be a JSON object",
        "{\"rate\":{}}                     | unknown field: rate",
        "{\"rates\":{\"earthquake\":1}}    | earthquake",
        "{\"rates\":{\"hang\":2}}          | between 0 and 1",
        "{\"rates\":{\"hang\":\"often\"}}  | must be a number: hang",
        "{\"rules\":[{\"fault\":\"hang\",\"times\":0}]} | at least 1: 0",
        "{\"rules\":[{\"fault\":\"hang\",\"times\":\"x\"}]} | whole number",
      })
  void namesWhatIsWrongWithAFaultPlan(String plan, String complaint) throws Exception {
    HttpResponse<String> response = client.put("/admin/faults", plan);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("error").path("message").asString()).contains(complaint);
  }

  @Test
  void theSameSeedGivesTheSameFaultsInTheSameOrder() throws Exception {
    var settings =
        SimulatorSettings.builder()
            .seed(42)
            .faults(
                new FaultPlan(Map.of(Fault.SERVER_ERROR, 0.3, Fault.UNAVAILABLE, 0.3), List.of()))
            .build();

    assertThat(statuses(settings)).isEqualTo(statuses(settings)).contains("200", "500", "503");
  }

  private static String statuses(SimulatorSettings settings) throws Exception {
    var statuses = new StringBuilder();
    try (var seeded = Simulator.start(settings)) {
      var seededClient = new SimulatorClient(seeded);
      for (int i = 0; i < 40; i++) {
        statuses.append(seededClient.complete("question " + i).statusCode()).append(' ');
      }
    }
    return statuses.toString();
  }

  private Call onlyCall() {
    assertThat(simulator.calls().size()).isEqualTo(1);
    return simulator.calls().snapshot().get(0);
  }

  private String rawCall(String body) throws IOException {
    try (var socket = openCall(simulator, body)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Socket openCall(Simulator simulator, String body) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    return socket;
  }
}
