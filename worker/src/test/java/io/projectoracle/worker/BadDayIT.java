package io.projectoracle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Status;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.worker.call.RetryPolicy;
import io.projectoracle.worker.testkit.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Faults that last, or come in masses: nothing is lost, and good queries do not pay for bad ones.
 */
@Execution(ExecutionMode.CONCURRENT)
final class BadDayIT {
  private Installation oracle;

  @BeforeEach
  void start() throws Exception {
    oracle = new Installation(3);
  }

  @AfterEach
  void stop() {
    oracle.close();
  }

  @Test
  void tenThousandPoisonRecordsAmongTenThousandGoodOnesEndAsDeadLetters() throws Exception {
    try (var simulator = Simulator.start(SimulatorSettings.defaults())) {
      for (int i = 0; i < 10_000; i++) {
        oracle.publishUnawaited("{\"poison\":%d".formatted(i).getBytes(StandardCharsets.UTF_8));
        oracle.publishUnawaited(question("q" + i));
      }

      oracle.startWorker(oracle.settings(simulator.endpoint()));

      assertThat(oracle.answers(10_000))
          .hasSize(10_000)
          .allMatch(answer -> answer.status() == Status.ANSWERED)
          .extracting(Answer::queryId)
          .doesNotHaveDuplicates();
      Set<String> sources = new HashSet<>();
      oracle
          .deadLetters(10_000)
          .forEach(letter -> sources.add(new String(letter.key(), StandardCharsets.UTF_8)));
      assertThat(sources).hasSize(10_000);
    }
  }

  @Test
  void aProducerWhoseClockIsAnHourOffIsAnsweredAsAnyOther() throws Exception {
    try (var simulator = Simulator.start(SimulatorSettings.defaults())) {
      oracle.startWorker(oracle.settings(simulator.endpoint()));
      Instant now = Instant.now();
      Duration off = Duration.ofHours(1);
      for (Instant clock : List.of(now.minus(off), now.plus(off))) {
        oracle.publishAt(clock, question(clock.toString()));
      }

      for (Answer answer : oracle.answers(2)) {
        assertThat(answer.status()).isEqualTo(Status.ANSWERED);
        assertThat(answer.timings().queuedMicros())
            .as("by the brokers' clock")
            .isLessThan(off.dividedBy(2).toNanos() / 1_000);
      }
    }
  }

  @Test
  void anEndpointThatComesAndGoesLosesNoQuery() throws Exception {
    Simulator simulator = slowSimulator(0);
    int port = simulator.port();
    try {
      OracleWorker worker = oracle.startWorker(patient(simulator));
      oracle.publishAll(questions(600));
      for (int i = 0; i < 4; i++) {
        workFor(Duration.ofMillis(500), worker);
        simulator.close();
        workFor(Duration.ofMillis(500), worker);
        simulator = slowSimulator(port);
      }

      assertThat(oracle.answers(600))
          .hasSize(600)
          .allMatch(answer -> answer.status() == Status.ANSWERED);
    } finally {
      simulator.close();
    }
  }

  private static void workFor(Duration time, OracleWorker worker) {
    Awaitility.await()
        .during(time)
        .atMost(time.plusMinutes(1))
        .until(() -> worker.engine().failure().isEmpty());
  }

  @Test
  void anEndpointOverItsLimitForSecondsIsWaitedForAndNotFlooded() throws Exception {
    waitOutRefusals(Duration.ofSeconds(6), Duration.ofSeconds(1));
  }

  @Tag("slow")
  @Test
  void anEndpointOverItsLimitForMinutesIsWaitedForAndNotFlooded() throws Exception {
    waitOutRefusals(Duration.ofMinutes(3), Duration.ofSeconds(5));
  }

  private void waitOutRefusals(Duration length, Duration retryAfter) throws Exception {
    int queries = 300;
    var settings =
        SimulatorSettings.builder()
            .retryAfter(retryAfter)
            .faults(new FaultPlan(Map.of(Fault.RATE_LIMITED, 1.0), List.of()))
            .build();
    try (var simulator = Simulator.start(settings)) {
      OracleWorker worker = oracle.startWorker(patient(simulator));
      oracle.publishAll(questions(queries));

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> worker.engine().inFlight() == queries);
      Awaitility.await()
          .during(length)
          .atMost(length.plusMinutes(1))
          .until(() -> worker.engine().inFlight() == queries);
      long refused = simulator.stats().calls();
      simulator.faults(FaultPlan.none());

      assertThat(oracle.answers(queries))
          .hasSize(queries)
          .allMatch(answer -> answer.status() == Status.ANSWERED);
      // One call for each query and wait at most.
      long waits = length.dividedBy(retryAfter) + 1;
      assertThat(refused).isBetween(2L, queries * waits);
    }
  }

  private Simulator slowSimulator(int port) {
    return Simulator.start(
        SimulatorSettings.builder().port(port).latency(Latency.parse("fixed:200ms")).build());
  }

  /** As in production: a quarter of an hour. */
  private WorkerSettings patient(Simulator simulator) {
    return Installation.withRetry(oracle.settings(simulator.endpoint()), RetryPolicy.DEFAULT);
  }

  private static Query question(String id) {
    return Query.of(id, "technical", "Question " + id);
  }

  private static List<Query> questions(int count) {
    return IntStream.range(0, count).mapToObj(i -> question("q" + i)).toList();
  }
}
