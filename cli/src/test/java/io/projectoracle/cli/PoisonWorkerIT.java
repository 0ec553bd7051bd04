package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.chaos.watch.GroupSettings;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultRule;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A query whose call has the worker's process killed, whichever worker makes it. */
@Tag("slow")
@Isolated("sessions are short")
class PoisonWorkerIT {
  private static final int NEIGHBOURS = 20;

  /** Starts without any care, at most those in ever smaller groups, and those alone. */
  private static final int CARELESS = 3;

  private static final int GROUPS = 4;
  private static final int ALONE = 3;

  /** More than there will be; of a rule without an end it is not told how often it held. */
  private static final int CALLS = 1_000;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void theQueryIsGivenUpAfterSomeWorkersAndItsNeighboursAreAnswered() throws Exception {
    try (var simulator = Simulator.start(SimulatorSettings.defaults());
        var oracle = new TestInstallation(2)) {
      GroupSettings.apply(
          oracle.admin(), oracle.topics().workerGroup(), /* session= */ Duration.ofSeconds(6));
      simulator.faults(new FaultRule("kills", Fault.HANG, CALLS));
      oracle.submit(NEIGHBOURS / 2);
      oracle.submitLines("{\"id\":\"poison\",\"agent\":\"technical\",\"prompt\":\"kills\"}");
      oracle.submit(NEIGHBOURS / 2);

      int kills = killUntilGivenUp(oracle, simulator);

      assertThat(kills).isBetween(CARELESS + ALONE, CARELESS + GROUPS + ALONE);
      List<JsonNode> answers =
          oracle.awaitAnswers(NEIGHBOURS + 1).stream().map(JsonMapper.shared()::readTree).toList();
      assertThat(answers).hasSize(NEIGHBOURS + 1);
      assertThat(answers)
          .filteredOn(answer -> !answer.path("queryId").stringValue().equals("poison"))
          .hasSize(NEIGHBOURS)
          .allMatch(answer -> answer.path("status").stringValue().equals("answered"));
      assertThat(answers)
          .filteredOn(answer -> answer.path("queryId").stringValue().equals("poison"))
          .singleElement()
          .satisfies(
              answer -> assertThat(answer.at("/error/kind").stringValue()).isEqualTo("poison"));
    }
  }

  /** Kills whoever calls the model for the query, and starts the next worker, until nobody does. */
  private static int killUntilGivenUp(TestInstallation oracle, Simulator simulator)
      throws Exception {
    List<ChildProcess> workers = new ArrayList<>();
    try {
      for (int kills : IntStream.rangeClosed(0, CARELESS + GROUPS + ALONE).toArray()) {
        int left = callsLeft(simulator);
        ChildProcess worker = worker(oracle, simulator, "victim" + kills);
        workers.add(worker);
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> callsLeft(simulator) < left || isGivenUp(oracle));
        if (isGivenUp(oracle)) {
          oracle.awaitAnswers(NEIGHBOURS + 1);
          worker.signal("TERM");
          assertThat(worker.exitCode()).as(worker::output).isZero();
          return kills;
        }
        worker.signal("KILL");
        worker.exitCode();
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> simulator.stats().inFlight() == 0);
      }
      throw new AssertionError("the query was never given up");
    } finally {
      workers.forEach(ChildProcess::close);
    }
  }

  /** Goes down when a call for the query arrives. */
  private static int callsLeft(Simulator simulator) throws Exception {
    var request = HttpRequest.newBuilder(simulator.root().resolve("/admin/faults")).build();
    String faults = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JsonMapper.shared().readTree(faults).at("/rules/0/remaining").intValue();
  }

  private static boolean isGivenUp(TestInstallation oracle) {
    return oracle.run("answers").out().contains("\"queryId\":\"poison\"");
  }

  private static ChildProcess worker(TestInstallation oracle, Simulator simulator, String name)
      throws Exception {
    return ChildProcess.oracle(
        "worker",
        "--bootstrap-servers=" + oracle.servers(),
        "--topic-prefix=" + oracle.topics().prefix(),
        "--endpoint=" + simulator.endpoint(),
        "--rate-limit=none",
        "--name=" + name,
        "--management-port=0");
  }
}
