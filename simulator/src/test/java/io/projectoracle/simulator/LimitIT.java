package io.projectoracle.simulator;

import static io.projectoracle.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.simulator.ledger.CallResult;
import io.projectoracle.simulator.limit.WindowLimit;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LimitIT {

  @Test
  void refusesCallsOverTheRequestLimitAndSaysWhenToComeBack() throws Exception {
    var settings =
        SimulatorSettings.builder().requestLimit(new WindowLimit(2, Duration.ofSeconds(60)));
    try (var simulator = Simulator.start(settings.build())) {
      var client = new SimulatorClient(simulator);

      assertThat(client.complete("one").statusCode()).isEqualTo(200);
      assertThat(client.complete("two").statusCode()).isEqualTo(200);
      HttpResponse<String> third = client.complete("three");

      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(json(third).path("error").path("code").asString())
          .isEqualTo("rate_limit_exceeded");
      long seconds = third.headers().firstValueAsLong("retry-after").orElseThrow();
      long millis = third.headers().firstValueAsLong("retry-after-ms").orElseThrow();
      assertThat(millis).isBetween(50_000L, 60_000L);
      assertThat(seconds).isEqualTo((millis + 999) / 1_000);
      assertThat(simulator.stats().overLimit()).isEqualTo(1);
      assertThat(simulator.stats().totals().count(CallResult.OK)).isEqualTo(2);
    }
  }

  @Test
  void refusesForEverWhatIsLargerThanTheTokenLimit() throws Exception {
    var settings =
        SimulatorSettings.builder().tokenLimit(new WindowLimit(10, Duration.ofSeconds(60)));
    try (var simulator = Simulator.start(settings.build())) {
      HttpResponse<String> response = new SimulatorClient(simulator).complete("x".repeat(400));

      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.headers().firstValue("retry-after")).isEmpty();
      assertThat(json(response).path("error").path("type").asString()).isEqualTo("tokens");
      assertThat(json(response).path("error").path("message").asString())
          .startsWith("Request too large");
    }
  }

  @Test
  void admitsExactlyTheLimitToACrowd() throws Exception {
    var settings =
        SimulatorSettings.builder().requestLimit(new WindowLimit(50, Duration.ofSeconds(60)));
    try (var simulator = Simulator.start(settings.build())) {
      var client = new SimulatorClient(simulator);
      var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < 200; i++) {
        calls.add(client.sendAsync(client.chat(SimulatorClient.ask("question " + i))));
      }
      CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();

      assertThat(simulator.stats().totals().count(CallResult.OK)).isEqualTo(50);
      assertThat(simulator.stats().overLimit()).isEqualTo(150);
    }
  }
}
