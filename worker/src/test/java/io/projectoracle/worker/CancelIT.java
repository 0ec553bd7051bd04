package io.projectoracle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.UsageEvent;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultRule;
import io.projectoracle.simulator.ledger.CallResult;
import io.projectoracle.worker.limit.RateLimit;
import io.projectoracle.worker.testkit.Installation;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cancel ends a query wherever it is: on the topic, waiting for its turn, or at the model. */
final class CancelIT {
  private Simulator simulator;
  private Installation oracle;

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(SimulatorSettings.builder().build());
    oracle = new Installation(2);
  }

  @AfterEach
  void stop() {
    oracle.close();
    simulator.close();
  }

  @Test
  void inFlightTheCallIsAbortedAndItsConnectionClosed() throws Exception {
    simulator.faults(FaultRule.always("slow", Fault.HANG));
    oracle.startWorker(oracle.settings(simulator.endpoint()));
    oracle.publish(question("slow"));
    await(() -> simulator.stats().inFlight() == 1);

    oracle.cancel("slow", null);

    Answer answer = oracle.answer("slow");
    assertThat(answer.status()).isEqualTo(Status.CANCELLED);
    assertThat(answer.content()).isNull();
    assertThat(answer.error()).isNull();
    UsageEvent usage = oracle.usage(1).get(0);
    assertThat(usage.status()).isEqualTo(Status.CANCELLED);
    assertThat(usage.attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.failure()).isEqualTo(FailureKind.ABORTED));
    await(() -> simulator.stats().inFlight() == 0);
    assertThat(simulator.calls().totals().byResult()).containsOnlyKeys(CallResult.HANG);
  }

  @Test
  void waitingForAPermitItEndsWithoutACall() throws Exception {
    oracle.startWorker(
        Installation.withRateLimit(
            oracle.settings(simulator.endpoint()), new RateLimit(1, Duration.ofHours(1))));
    oracle.publish(question("first"));
    assertThat(oracle.answer("first").status()).isEqualTo(Status.ANSWERED);
    oracle.publish(question("second"));

    oracle.cancel("second", null);

    Answer answer = oracle.answer("second");
    assertThat(answer.status()).isEqualTo(Status.CANCELLED);
    assertThat(answer.cache()).isEqualTo(CacheOutcome.BYPASS);
    assertThat(simulator.calls().totals().calls()).isEqualTo(1);
  }

  @Test
  void onTheTopicItEndsWithoutACallAndItsNeighboursAreAnswered() throws Exception {
    oracle.publishAll(List.of(question("queued"), question("neighbour")));
    oracle.cancel("queued", null);

    oracle.startWorker(oracle.settings(simulator.endpoint()));

    assertThat(oracle.answer("queued").status()).isEqualTo(Status.CANCELLED);
    assertThat(oracle.answer("neighbour").status()).isEqualTo(Status.ANSWERED);
    assertThat(simulator.calls().totals().calls()).isEqualTo(1);
  }

  @Test
  void anAnsweredQueryStaysAnsweredAndALaterOneOfTheSameIdIsNew() throws Exception {
    oracle.startWorker(oracle.settings(simulator.endpoint()));
    oracle.publish(question("again"));
    assertThat(oracle.answer("again").status()).isEqualTo(Status.ANSWERED);
    oracle.cancel("again", null);
    Thread.sleep(2_100); // What is granted to the brokers' clocks.

    oracle.publish(question("again"));

    assertThat(oracle.answers(2)).extracting(Answer::status).containsOnly(Status.ANSWERED);
  }

  @Test
  void garbageAmongTheCancelsIsLeftOut() throws Exception {
    oracle.cancelWith("no cancel");
    oracle.publish(question("queued"));
    oracle.cancel("queued", null);

    oracle.startWorker(oracle.settings(simulator.endpoint()));

    assertThat(oracle.answer("queued").status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void withoutTheTopicQueriesAreAnsweredAllTheSame() throws Exception {
    oracle.admin().deleteTopics(List.of(oracle.topics().cancels())).all().get();
    oracle.startWorker(oracle.settings(simulator.endpoint()));

    oracle.publish(question("asked"));

    assertThat(oracle.answer("asked").status()).isEqualTo(Status.ANSWERED);
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition);
  }

  private static Query question(String id) {
    return Query.of(id, "technical", "Why? " + id);
  }
}
