package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How an installation is getting on, from before its first worker to the last answer. */
class StatusIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Simulator simulator;
  private TestInstallation oracle;

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(SimulatorSettings.defaults());
    oracle = new TestInstallation(2);
  }

  @AfterEach
  void stop() {
    oracle.close();
    simulator.close();
  }

  @Test
  void withoutWorkersQueriesWait() {
    oracle.submit(5);

    Shell.Result text = oracle.run("status", "--interval=100ms");
    JsonNode status = status();

    assertThat(text.exitCode()).isEqualTo(1);
    assertThat(text.out())
        .contains("unfinished: 5, of which started at least 0; the oldest waits for ")
        .contains("drained: not at this rate", "problem: no worker is running");
    assertThat(status.path("unfinished").intValue()).isEqualTo(5);
    assertThat(status.path("oldestSeconds").doubleValue()).isBetween(0.0, 60.0);
    assertThat(status.path("workers")).isEmpty();
  }

  @Test
  void aQueryThatHangsIsSeenBelowThoseThatAreFinished() throws Exception {
    simulator.faults(FaultRule.always("hangs", Fault.HANG));
    publish("{\"id\":\"q0\",\"agent\":\"technical\",\"prompt\":\"hangs\"}");
    for (int i = 1; i < 5; i++) {
      publish(
          "{\"id\":\"q%d\",\"agent\":\"technical\",\"prompt\":\"question %d\"}".formatted(i, i));
    }
    publish("no query");
    oracle.startWorker("alone", simulator.endpoint());

    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> status().at("/partitions/0/finishedAbove").intValue() == 5);

    JsonNode status = status();
    assertThat(status.path("unfinished").intValue()).isEqualTo(1);
    assertThat(status.path("startedAtLeast").intValue()).isEqualTo(1);
    assertThat(status.path("deadLettersAtMost").intValue()).isPositive();
    assertThat(status.at("/partitions/0/worker").stringValue()).isEqualTo("alone");
    assertThat(status.path("problems")).isEmpty();
    assertThat(oracle.run("status", "--interval=100ms").exitCode()).isZero();
  }

  @Test
  void workAtTwoWorkersIsFollowedUntilItIsDone() throws Exception {
    oracle.startWorker("one", simulator.endpoint());
    oracle.startWorker("two", simulator.endpoint());
    Awaitility.await()
        .atMost(LIMIT)
        .until(
            () ->
                status().path("workers").size() == 2
                    && status().at("/workers/0/partitions").intValue() == 1);
    var seen = new AtomicBoolean();

    CompletableFuture<Void> submitting = CompletableFuture.runAsync(() -> submitUntil(seen));
    Set<String> positive = new HashSet<>();
    try {
      Awaitility.await().atMost(LIMIT).until(() -> positiveRates(positive).size() == 2);
    } finally {
      seen.set(true);
    }
    submitting.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    Awaitility.await().atMost(LIMIT).until(() -> status().path("unfinished").intValue() == 0);

    assertThat(status().path("drainedInSeconds").doubleValue()).isZero();
  }

  @Test
  void aWorkerThatIsNamedTellsWhatItsQueriesWaitFor() throws Exception {
    try (var worker =
        ChildProcess.oracle(
            "worker",
            "--bootstrap-servers=" + oracle.servers(),
            "--topic-prefix=" + oracle.topics().prefix(),
            "--endpoint=" + simulator.endpoint(),
            "--rate-limit=1/1h",
            "--management-port=0")) {
      String port = worker.await("Tomcat started on port (\\d+)").group(1);
      String option = "--worker=http://127.0.0.1:" + port;
      oracle.submit(4);

      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () -> status(option).path("waits"),
              waits ->
                  waits.findPath("permit").asInt(-1) == 3
                      && waits.findPath("reply").asInt(-1) == 0);
      assertThat(oracle.run("status", "--interval=100ms", option).out()).contains("3 for a permit");
      Shell.Result nobody = oracle.run("status", "--interval=100ms", "--worker=http://127.0.0.1:1");
      assertThat(nobody.err()).contains("--worker http://127.0.0.1:1: ");
    }
  }

  @Test
  void aWatchGoesOnUntilItIsStopped() throws Exception {
    try (var watch =
        ChildProcess.oracle(
            "status",
            "--watch",
            "--json",
            "--interval=200ms",
            "--bootstrap-servers=" + oracle.servers(),
            "--topic-prefix=" + oracle.topics().prefix())) {
      watch.await("\"unfinished\":0");
      oracle.submit(3);
      watch.await("\"unfinished\":3");

      watch.signal("INT");

      assertThat(watch.exitCode()).isEqualTo(130);
    }
  }

  private void submitUntil(AtomicBoolean seen) {
    while (!seen.get()) {
      oracle.submit(10);
    }
  }

  /** Those of the rates that one look or another saw to be more than nothing. */
  private Set<String> positiveRates(Set<String> positive) {
    JsonNode look = status();
    Stream.of("publishedPerSecond", "finishedPerSecond")
        .filter(rate -> look.path(rate).doubleValue() > 0)
        .forEach(positive::add);
    return positive;
  }

  private JsonNode status(String... more) {
    List<String> command = new ArrayList<>(List.of("status", "--json", "--interval=200ms"));
    command.addAll(List.of(more));
    return JsonMapper.shared().readTree(oracle.run(command.toArray(String[]::new)).out());
  }

  /** All on one partition, so that they stand in that order. */
  private void publish(String query) throws Exception {
    try (var producer = oracle.producer(Map.of())) {
      producer
          .send(
              new ProducerRecord<>(
                  oracle.topics().queries(), 0, null, query.getBytes(StandardCharsets.UTF_8)))
          .get(2, TimeUnit.MINUTES);
    }
  }
}
