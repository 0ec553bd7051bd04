package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultRule;
import io.projectoracle.worker.boot.WorkerApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Every part as a process of its own, started, used and stopped as in production. */
class ProcessesIT {
  private static final int QUERIES = 4;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void partsWorkTogetherAndTheirEndTellsWhetherQueriesWereCutShort(@TempDir Path folder)
      throws Exception {
    try (var broker = ChildProcess.oracle("broker", "--port", "0", "--json");
        var simulator =
            ChildProcess.oracle(
                "simulator", "--port", "0", "--management-port", "0", "--latency", "fixed:2s")) {
      String kafka =
          JsonMapper.shared().readTree(broker.await("^\\{.*").group()).path("kafka").stringValue();
      String model =
          "http://127.0.0.1:" + simulator.await("simulator started port=(\\d+)").group(1);
      Shell shell = new Shell().with("ORACLE_BOOTSTRAP_SERVERS", kafka);
      assertThat(shell.run("topics", "create", "--partitions", "2").exitCode()).isZero();
      try (var hasty = worker(kafka, model, "hasty", "0s");
          var aggregator =
              ChildProcess.oracle(
                  "aggregator",
                  "--bootstrap-servers",
                  kafka,
                  "--folder=" + folder,
                  "--port",
                  "0",
                  "--json")) {
        hangOnce(model, QUERIES);
        submit(shell);
        awaitContent(model + "/admin/stats", "\"in_flight\":" + QUERIES);

        hasty.signal("TERM");

        assertThat(hasty.exitCode()).as(hasty::output).isEqualTo(ExitCodes.CUT_SHORT);
        String figures =
            "http://127.0.0.1:"
                + aggregator.await("Tomcat started on port (\\d+)").group(1)
                + "/figures";
        try (var patient = worker(kafka, model, "patient", "1m")) {
          awaitContent(figures, "\"answered\":" + QUERIES);
          submit(shell);
          awaitContent(model + "/admin/stats", "\"in_flight\":[1-9]");

          patient.signal("TERM");

          assertThat(patient.exitCode()).as(patient::output).isZero();
        }
        Matcher calls = awaitContent(model + "/admin/stats", "\"by_result\":\\{.*?\"ok\":(\\d+)");
        awaitContent(figures, "\"answered\":" + calls.group(1));
        aggregator.signal("TERM");
        assertThat(aggregator.exitCode()).as(aggregator::output).isZero();
      }
      simulator.signal("INT");
      assertThat(simulator.exitCode()).as(simulator::output).isZero();
      broker.signal("TERM");
      assertThat(broker.exitCode()).as(broker::output).isZero();
    }
  }

  @Test
  void theWorkersOwnProgramTellsByItsExitCodeHowItEnded() throws Exception {
    try (var simulator = Simulator.start(SimulatorSettings.defaults());
        var oracle = new TestInstallation(1)) {
      simulator.faults(new FaultRule("hangs", Fault.HANG, 1));
      oracle.submitLines("{\"agent\":\"technical\",\"prompt\":\"hangs\"}");
      try (var hasty = program(oracle, simulator, "--oracle.worker.drain-timeout=0s")) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> simulator.stats().inFlight() == 1);
        hasty.signal("TERM");

        assertThat(hasty.exitCode()).as(hasty::output).isEqualTo(ExitCodes.CUT_SHORT);
      }
      try (var patient = program(oracle, simulator)) {
        oracle.awaitAnswers(1); // Seen here, it may still be on the worker's books.
        patient.signal("TERM");

        assertThat(patient.exitCode()).as(patient::output).isZero();
      }
    }
  }

  private static ChildProcess program(
      TestInstallation oracle, Simulator simulator, String... settings) throws Exception {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("--spring.kafka.bootstrap-servers=" + oracle.servers());
    all.add("--oracle.topics.prefix=" + oracle.topics().prefix());
    all.add("--oracle.worker.endpoint.url=" + simulator.endpoint());
    all.add("--server.port=0");
    return ChildProcess.java(
        "target/classes:target/lib/*",
        WorkerApplication.class.getName(),
        all.toArray(String[]::new));
  }

  /** Kafka keeps a killed broker's successor waiting for its session, 9 s unless told otherwise. */
  @Test
  void aBrokerThatWasKilledIsSoonBackWithItsData(@TempDir Path folder) throws Exception {
    Duration first;
    try (var broker = broker(folder)) {
      first = untilItServes(broker);
      broker.signal("KILL");
      assertThat(broker.exitCode()).isNotZero();
    }
    try (var again = broker(folder)) {
      assertThat(untilItServes(again).minus(first)).isLessThan(Duration.ofSeconds(7));
    }
  }

  private static ChildProcess broker(Path folder) throws Exception {
    return ChildProcess.oracle("broker", "--port=0", "--folder=" + folder, "--json");
  }

  private static Duration untilItServes(ChildProcess broker) throws Exception {
    long start = System.nanoTime();
    broker.await("^\\{.*");
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void aWorkerWithoutAnEndpointSaysWhatIsMissing() throws Exception {
    try (var worker = ChildProcess.oracle("worker", "--management-port", "0")) {
      assertThat(worker.exitCode()).isEqualTo(ExitCodes.FAILED);
      assertThat(worker.output()).contains("oracle.worker.endpoint.url must be set");
    }
  }

  private static ChildProcess worker(String kafka, String model, String name, String drainTimeout)
      throws Exception {
    return ChildProcess.oracle(
        "worker",
        "--bootstrap-servers=" + kafka,
        "--endpoint=" + model + "/v1",
        "--rate-limit=none",
        "--name=" + name,
        "--drain-timeout=" + drainTimeout,
        "--management-port=0",
        "--",
        "--oracle.worker.cache.max-entries=0");
  }

  private static void submit(Shell shell) {
    var lines = new StringBuilder();
    for (int i = 0; i < QUERIES; i++) {
      lines.append("{\"agent\":\"technical\",\"prompt\":\"question %d\"}\n".formatted(i));
    }
    assertThat(shell.typing(lines.toString()).run("submit", "-").exitCode()).isZero();
  }

  private static void hangOnce(String model, int times) throws Exception {
    String rules =
        "{\"rules\":[{\"prompt_contains\":\"question\",\"fault\":\"hang\",\"times\":%d}]}"
            .formatted(times);
    var request =
        HttpRequest.newBuilder(URI.create(model + "/admin/faults"))
            .PUT(HttpRequest.BodyPublishers.ofString(rules))
            .build();
    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }

  private static Matcher awaitContent(String url, String regex) {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    Pattern pattern = Pattern.compile("(?s).*?" + regex + ".*");
    return Awaitility.await(url + " to contain " + regex)
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              String body = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
              return pattern.matcher(body.replace(" ", ""));
            },
            Matcher::matches);
  }
}
