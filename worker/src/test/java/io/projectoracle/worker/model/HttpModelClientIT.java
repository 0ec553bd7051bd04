package io.projectoracle.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Query;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.worker.agent.Agent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpModelClientIT {
  private static final Agent AGENT = new Agent("agent", "model", 0.5, 10, null, false);

  @ParameterizedTest
  @CsvSource({"5, 2", "1, 2", "4, 4"})
  void usesAllConnectionsAtOnceAndNoMore(int connections, int ioThreads) throws Exception {
    var settings =
        SimulatorSettings.builder().latency(Latency.fixed(Duration.ofSeconds(1))).build();
    try (Simulator simulator = Simulator.start(settings);
        HttpModelClient client =
            new HttpModelClient(
                endpoint(simulator, connections), "worker", ioThreads, InstantSource.system())) {
      Completions completions = new Completions(3 * connections);

      for (int i = 0; i < 3 * connections; i++) {
        ModelRequest request = ModelRequest.of(AGENT, Query.of("id", "agent", "Why?"));
        client.start(request, new CallTag("call-" + i, "id", 1), completions);
      }

      assertThat(completions.all.await(2, TimeUnit.MINUTES)).isTrue();
      assertThat(simulator.stats().maxInFlight()).isEqualTo(connections);
    }
  }

  private static EndpointSettings endpoint(Simulator simulator, int connections) {
    return new EndpointSettings(
        "simulator",
        simulator.endpoint(),
        null,
        EndpointSettings.DEFAULT_CONNECT_TIMEOUT,
        EndpointSettings.DEFAULT_CALL_TIMEOUT,
        EndpointSettings.DEFAULT_MAX_RESPONSE_BYTES,
        connections,
        /* identifyCalls= */ false);
  }

  private static final class Completions implements ModelClient.Listener {
    private final CountDownLatch all;

    Completions(int count) {
      all = new CountDownLatch(count);
    }

    @Override
    public void reached() {}

    @Override
    public void completed(Completion completion) {
      all.countDown();
    }

    @Override
    public void failed(Failure failure) {
      throw new AssertionError("call failed: " + failure);
    }
  }
}
