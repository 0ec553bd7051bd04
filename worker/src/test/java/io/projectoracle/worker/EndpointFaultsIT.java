package io.projectoracle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.UsageAttempt;
import io.projectoracle.contract.UsageEvent;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultRule;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.ledger.CallResult;
import io.projectoracle.worker.limit.RateLimit;
import io.projectoracle.worker.model.EndpointSettings;
import io.projectoracle.worker.testkit.Installation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint may do wrong: what comes out, and that the neighbours are answered. */
@Execution(ExecutionMode.CONCURRENT)
final class EndpointFaultsIT {
  private Simulator simulator;
  private Installation oracle;

  @BeforeEach
  void start() throws Exception {
    simulator =
        Simulator.start(SimulatorSettings.builder().retryAfter(Duration.ofSeconds(1)).build());
    oracle = new Installation(1);
  }

  @AfterEach
  void stop() {
    oracle.close();
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_ERROR, server_error",
    "UNAVAILABLE, server_error",
    "RATE_LIMITED, rate_limited",
    "RATE_LIMITED_BARE, rate_limited",
    "NOT_JSON, malformed_response",
    "CUT, connection_lost",
    "RESET, connection_lost",
    "HANG, timeout"
  })
  void aPassingFaultIsRepeatedUntilItHasPassed(Fault fault, String kind) throws Exception {
    simulator.faults(new FaultRule("trouble", fault, 2));
    oracle.startWorker(settingsFor(fault));

    oracle.publishAll(List.of(question("trouble"), question("neighbour")));

    assertThat(oracle.answer("neighbour").status()).isEqualTo(Status.ANSWERED);
    Answer answer = oracle.answer("trouble");
    assertThat(answer.status()).isEqualTo(Status.ANSWERED);
    assertThat(answer.attempts()).isEqualTo(3);
    assertThat(usage("trouble").attempts())
        .extracting(EndpointFaultsIT::failureName)
        .containsExactly(kind, kind, "none");
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORISED, unauthorised, 1",
    "QUOTA_EXHAUSTED, quota_exhausted, 1",
    "SERVER_ERROR, server_error, 3",
    "NOT_JSON, malformed_response, 3",
    "HANG, timeout, 3"
  })
  void whatCannotSucceedIsAnsweredAsFailed(Fault fault, String kind, int attempts)
      throws Exception {
    simulator.faults(FaultRule.always("trouble", fault));
    oracle.startWorker(settingsFor(fault));

    oracle.publishAll(List.of(question("trouble"), question("neighbour")));

    assertThat(oracle.answer("neighbour").status()).isEqualTo(Status.ANSWERED);
    Answer answer = oracle.answer("trouble");
    assertThat(answer.status()).isEqualTo(Status.FAILED);
    assertThat(answer.error())
        .satisfies(error -> assertThat(error.kind().wireName()).isEqualTo(kind));
    assertThat(answer.attempts()).isEqualTo(attempts);
    assertThat(usage("trouble").failure()).isNotNull();
  }

  @Test
  void anAnswerWithoutUsageHasUnknownTokensAndNotNone() throws Exception {
    simulator.faults(FaultRule.always("trouble", Fault.NO_USAGE));
    oracle.startWorker(oracle.settings(simulator.endpoint()));

    oracle.publish(question("trouble"));

    Answer answer = oracle.answer("trouble");
    assertThat(answer.status()).isEqualTo(Status.ANSWERED);
    assertThat(answer.usage().totalTokens()).isNull();
    assertThat(usage("trouble").attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.usage().outputTokens()).isNull());
  }

  @Test
  void aSlowAnswerIsWaitedForAndHoldsNobodyUp() throws Exception {
    simulator.close();
    simulator =
        Simulator.start(SimulatorSettings.builder().latency(Latency.parse("fixed:1s")).build());
    simulator.faults(FaultRule.always("trouble", Fault.SLOW));
    oracle.startWorker(oracle.settings(simulator.endpoint()));
    List<String> ids = new ArrayList<>(List.of("trouble"));
    IntStream.range(0, 20).forEach(i -> ids.add("neighbour" + i));

    oracle.publishAll(ids.stream().map(EndpointFaultsIT::question).toList());

    List<Answer> answers = oracle.answers(21);
    assertThat(answers).allMatch(answer -> answer.status() == Status.ANSWERED);
    assertThat(answers.get(20).queryId()).as("the last one").isEqualTo("trouble");
    assertThat(answers.get(20).timings().modelMicros()).isGreaterThan(9_900_000L);
    assertThat(simulator.calls().snapshot()).hasSize(21);
  }

  @Test
  void retryAfterIsWaitedForByEveryCall() throws Exception {
    simulator.faults(new FaultRule("trouble", Fault.RATE_LIMITED, 1));
    oracle.startWorker(oracle.settings(simulator.endpoint()));

    oracle.publish(question("trouble"));

    oracle.answer("trouble");
    List<UsageAttempt> attempts = usage("trouble").attempts();
    assertThat(Duration.between(end(attempts.get(0)), attempts.get(1).startedAt()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(990));
  }

  @Test
  void anEndpointThatIsDownAtStartIsWaitedFor() throws Exception {
    int port = simulator.port();
    URI endpoint = simulator.endpoint();
    simulator.close();
    oracle.startWorker(oracle.settings(endpoint));
    oracle.publish(question("early"));
    oracle.publish(question("expiring", Instant.now().plusMillis(1_500)));
    assertThat(oracle.answer("expiring").status()).isEqualTo(Status.EXPIRED);

    simulator = Simulator.start(SimulatorSettings.builder().port(port).build());

    Answer answer = oracle.answer("early");
    assertThat(answer.status()).isEqualTo(Status.ANSWERED);
    assertThat(answer.attempts()).isGreaterThan(1);
    assertThat(usage("early").attempts())
        .filteredOn(attempt -> attempt.failure() != null)
        .allMatch(attempt -> attempt.failure() == FailureKind.UNREACHABLE)
        .allMatch(attempt -> Long.valueOf(0).equals(attempt.usage().totalTokens()));
  }

  @Test
  void aDeadlineEndsACallThatHangsAndItsConnection() throws Exception {
    simulator.faults(FaultRule.always("trouble", Fault.HANG));
    oracle.startWorker(oracle.settings(simulator.endpoint()));
    oracle.publish(question("neighbour"));
    assertThat(oracle.answer("neighbour").status()).isEqualTo(Status.ANSWERED);

    oracle.publish(question("trouble", Instant.now().plusSeconds(10)));

    Answer answer = oracle.answer("trouble");
    assertThat(answer.status()).isEqualTo(Status.EXPIRED);
    assertThat(usage("trouble").attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.failure()).isEqualTo(FailureKind.ABORTED));
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                simulator.calls().snapshot().stream()
                    // What a call that hangs ends as once its client has gone.
                    .anyMatch(call -> call.result() == CallResult.HANG));
  }

  @Test
  void aDeadlineThatPassesWhileAPermitIsWaitedForCostsNoCall() throws Exception {
    oracle.startWorker(
        Installation.withRateLimit(
            oracle.settings(simulator.endpoint()), new RateLimit(1, Duration.ofHours(1))));
    oracle.publish(question("first"));
    assertThat(oracle.answer("first").status()).isEqualTo(Status.ANSWERED);

    oracle.publish(question("second", Instant.now().plusSeconds(2)));

    assertThat(oracle.answer("second").status()).isEqualTo(Status.EXPIRED);
    assertThat(usage("second").attempts()).isEmpty();
    assertThat(simulator.calls().snapshot()).hasSize(1);
  }

  @Test
  void aDeadlineThatHasPassedCostsNoCall() throws Exception {
    oracle.startWorker(oracle.settings(simulator.endpoint()));

    oracle.publish(question("late", Instant.now().minusSeconds(1)));

    assertThat(oracle.answer("late").status()).isEqualTo(Status.EXPIRED);
    assertThat(usage("late").attempts()).isEmpty();
    assertThat(simulator.calls().snapshot()).isEmpty();
  }

  @Test
  void aDeadlineInTheFarFutureIsNoDeadline() throws Exception {
    oracle.startWorker(oracle.settings(simulator.endpoint()));

    oracle.publish(question("patient", Instant.parse("9999-12-31T23:59:59Z")));

    assertThat(oracle.answer("patient").status()).isEqualTo(Status.ANSWERED);
  }

  @Test
  void overTheRateLimitQueriesWaitAndNoneIsRefused() throws Exception {
    oracle.startWorker(
        Installation.withRateLimit(
            oracle.settings(simulator.endpoint()), new RateLimit(4, Duration.ofSeconds(3))));

    oracle.publishAll(
        List.of(
            question("1"),
            question("2"),
            question("3"),
            question("4"),
            question("5"),
            question("6"),
            question("7"),
            question("8"),
            question("9")));

    assertThat(oracle.answers(9)).allMatch(answer -> answer.status() == Status.ANSWERED);
    long[] starts =
        simulator.calls().snapshot().stream()
            .mapToLong(call -> call.startMicros())
            .sorted()
            .toArray();
    for (int i = 4; i < starts.length; i++) {
      assertThat(starts[i] - starts[i - 4]).isGreaterThanOrEqualTo(3_000_000);
    }
    assertThat(Arrays.stream(starts).count()).isEqualTo(9);
  }

  /** A short patience only for what would take all of it: on a busy machine others may need it. */
  private WorkerSettings settingsFor(Fault fault) {
    WorkerSettings settings = oracle.settings(simulator.endpoint());
    if (fault != Fault.HANG) {
      return settings;
    }
    return Installation.withEndpoint(
        settings,
        usual ->
            new EndpointSettings(
                usual.name(),
                usual.url(),
                null,
                usual.connectTimeout(),
                Duration.ofSeconds(5),
                usual.maxResponseBytes(),
                usual.connections(),
                true));
  }

  private UsageEvent usage(String queryId) {
    for (int count = 1; ; count++) {
      List<UsageEvent> events = oracle.usage(count);
      count = events.size();
      for (UsageEvent event : events) {
        if (event.queryId().equals(queryId)) {
          return event;
        }
      }
    }
  }

  private static Query question(String id) {
    return Query.of(id, "technical", "About " + id);
  }

  private static Query question(String id, Instant deadline) {
    Query query = question(id);
    return new Query(
        id,
        query.agent(),
        query.prompt(),
        List.of(),
        null,
        deadline,
        query.cache(),
        null,
        Map.of(),
        null);
  }

  private static String failureName(UsageAttempt attempt) {
    @Nullable FailureKind failure = attempt.failure();
    return failure == null ? "none" : failure.wireName();
  }

  private static Instant end(UsageAttempt attempt) {
    return attempt.startedAt().plusNanos(attempt.durationMicros() * 1_000);
  }
}
