package io.projectoracle.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.projectoracle.simulator.latency.Latency;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifecycleIT {

  @Test
  void listensOnLoopbackAndNamesItsEndpoint() {
    try (var simulator = Simulator.start(SimulatorSettings.defaults())) {
      assertThat(simulator.endpoint()).hasToString("http://127.0.0.1:" + simulator.port() + "/v1");
      assertThat(simulator.port()).isPositive();
    }
  }

  @Test
  void saysWhichAddressIsTaken() {
    try (var simulator = Simulator.start(SimulatorSettings.defaults())) {
      var samePort = SimulatorSettings.builder().port(simulator.port()).build();

      assertThatThrownBy(() -> Simulator.start(samePort))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("simulator cannot listen on 127.0.0.1:" + simulator.port());
    }
  }

  @Test
  void releasesItsThreadsAndItsPort() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    var simulator = Simulator.start(SimulatorSettings.builder().eventLoops(3).build());
    assertThat(loops()).contains("oracle-simulator-loop-2");

    simulator.close();

    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("vert.x") || name.contains("simulator")));
    Simulator.start(SimulatorSettings.builder().port(simulator.port()).build()).close();
  }

  @Test
  void closesTwiceWithoutHarm() {
    var simulator = Simulator.start(SimulatorSettings.defaults());

    simulator.close();
    simulator.close();

    assertThat(simulator.calls().size()).isZero();
  }

  @Test
  void waitsWithoutBlockingTheOthers() throws Exception {
    var settings = SimulatorSettings.builder().latency(Latency.parse("fixed:1h")).eventLoops(1);
    try (var simulator = Simulator.start(settings.build())) {
      var client = new SimulatorClient(simulator);
      var slow = client.sendAsync(client.chat(SimulatorClient.ask("x")));
      await().atMost(Duration.ofMinutes(2)).until(() -> simulator.stats().inFlight() == 1);

      assertThat(client.get("/healthz").statusCode()).isEqualTo(200);

      assertThat(slow).isNotDone();
    }
  }

  private static Set<String> loops() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }
}
