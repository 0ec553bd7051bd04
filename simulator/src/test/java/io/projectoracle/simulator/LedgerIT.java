package io.projectoracle.simulator;

import static io.projectoracle.simulator.SimulatorClient.ask;
import static io.projectoracle.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.simulator.ledger.CallResult;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LedgerIT {

  private final Simulator simulator =
      Simulator.start(SimulatorSettings.builder().ledgerSize(5_000).build());
  private final SimulatorClient client = new SimulatorClient(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void writesDownWhoCalledAndWhatItCostButNoText() throws Exception {
    long before = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    HttpResponse<String> response =
        client.send(
            client
                .chat(ask("a very private question"))
                .header("X-Client-Request-Id", "call-1")
                .header("X-Oracle-Query-Id", "caf%C3%A9%2F1+2")
                .header("X-Oracle-Worker", "worker-9")
                .header("X-Oracle-Attempt", "3"));

    Call call = simulator.calls().snapshot().get(0);
    assertThat(call.callId()).isEqualTo("call-1");
    assertThat(call.queryId()).isEqualTo("café/1+2");
    assertThat(call.worker()).isEqualTo("worker-9");
    assertThat(call.attempt()).isEqualTo(3);
    assertThat(call.model()).isEqualTo("gpt-4o-mini");
    assertThat(call.startMicros()).isBetween(before, before + 120_000_000);
    assertThat(call.endMicros()).isGreaterThanOrEqualTo(call.startMicros());
    assertThat(call.durationNanos()).isPositive();
    assertThat(call.result()).isEqualTo(CallResult.OK);
    JsonNode usage = json(response).path("usage");
    assertThat(call.promptTokens()).isEqualTo(usage.path("prompt_tokens").asInt());
    assertThat(call.completionTokens()).isEqualTo(usage.path("completion_tokens").asInt());
    assertThat(client.get("/admin/calls").body()).contains("café/1+2").doesNotContain("private");
  }

  @Test
  void pagesThroughTheCalls() throws Exception {
    for (int i = 0; i < 5; i++) {
      client.complete("question " + i);
    }

    JsonNode first = json(client.get("/admin/calls?limit=3"));
    JsonNode second = json(client.get("/admin/calls?limit=3&from=" + first.path("next").asLong()));

    assertThat(first.path("calls").size()).isEqualTo(3);
    assertThat(first.path("end").asLong()).isEqualTo(5);
    assertThat(second.path("calls").size()).isEqualTo(2);
    assertThat(second.path("calls").path(0).path("sequence").asLong()).isEqualTo(3);
    assertThat(second.path("next").asLong()).isEqualTo(5);
    assertThat(json(client.get("/admin/calls?from=99")).path("calls").size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"from=-1", "from=x", "limit=10001", "limit="})
  void refusesPagesThatAreNone(String query) throws Exception {
    assertThat(client.get("/admin/calls?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void streamsEveryCallItStillHas() throws Exception {
    Call template = template();
    for (int i = 0; i < 6_000; i++) {
      simulator.calls().append(template);
    }

    HttpResponse<String> response = client.get("/admin/calls/stream?from=1500");

    List<String> lines = response.body().lines().toList();
    assertThat(response.headers().firstValue("content-type")).contains("application/x-ndjson");
    assertThat(lines).hasSize(4_500);
    long expected = 1_500;
    for (String line : lines) {
      assertThat(SimulatorClient.JSON.readTree(line).path("sequence").asLong())
          .isEqualTo(expected++);
    }
    assertThat(client.get("/admin/calls/stream").body().lines()).hasSize(5_000);
  }

  @Test
  void keepsTheLatestAndCountsWhatItDropped() throws Exception {
    Call template = template();
    for (int i = 0; i < 5_007; i++) {
      simulator.calls().append(template);
    }

    JsonNode stats = json(client.get("/admin/stats"));

    assertThat(simulator.calls().size()).isEqualTo(5_000);
    assertThat(stats.path("calls").asLong()).isEqualTo(5_007);
    assertThat(stats.path("dropped").asLong()).isEqualTo(7);
    assertThat(stats.path("by_result").path("ok").asLong()).isEqualTo(5_007);
    assertThat(stats.path("completion_tokens").asLong()).isEqualTo(5_007L * 20);
    assertThat(stats.path("stalls").isArray()).isTrue();
    assertThat(json(client.get("/admin/calls?limit=1")).path("first").asLong()).isEqualTo(7);
  }

  @Test
  void forgetsWhenAsked() throws Exception {
    client.complete("x");

    assertThat(client.delete("/admin/calls").statusCode()).isEqualTo(204);

    assertThat(simulator.calls().size()).isZero();
    assertThat(simulator.stats().calls()).isZero();
    client.complete("y");
    assertThat(simulator.calls().snapshot().get(0).sequence()).isEqualTo(1);
  }

  @Test
  void countsCallsInFlight() throws Exception {
    client.complete("x");

    JsonNode stats = json(client.get("/admin/stats"));

    assertThat(stats.path("in_flight").asInt()).isZero();
    assertThat(stats.path("max_in_flight").asInt()).isEqualTo(1);
  }

  private static Call template() {
    return new Call(
        0, "call", "query", "worker", 1, "model", 1, 2, 1_000, CallResult.OK, 200, 10, 20);
  }
}
