package io.projectoracle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.UsageAttempt;
import io.projectoracle.contract.UsageEvent;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultRule;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.worker.testkit.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a worker is for, with a real broker and a real model server. */
final class WorkerIT {
  @Test
  void answersEveryRecordOnceAndAccountsForEveryCall() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(3)) {
      oracle.startWorker(oracle.settings(simulator.endpoint()));
      List<SourcePosition> sources = new ArrayList<>();
      for (Query query : questions(20)) {
        sources.add(oracle.publish(query));
      }

      List<Answer> answers = oracle.answers(20);
      List<UsageEvent> usage = oracle.usage(20);

      assertThat(answers).allMatch(answer -> answer.status() == Status.ANSWERED);
      assertThat(answers).extracting(Answer::source).containsExactlyInAnyOrderElementsOf(sources);
      assertThat(usage).extracting(UsageEvent::source).containsExactlyInAnyOrderElementsOf(sources);
      assertThat(usage)
          .flatExtracting(UsageEvent::attempts)
          .extracting(UsageAttempt::callId)
          .containsExactlyInAnyOrderElementsOf(
              simulator.calls().snapshot().stream().map(Call::callId).toList());
      assertThat(usage)
          .allSatisfy(
              event -> {
                assertThat(event.usage().inputTokens()).isPositive();
                assertThat(event.usage().outputTokens()).isPositive();
              });
    }
  }

  @Test
  void twoHundredCallsOfOnePartitionAreInFlightAtOnce() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(1)) {
      simulator.faults(FaultRule.always("", Fault.HANG));
      oracle.startWorker(
          Installation.withDrainTimeout(oracle.settings(simulator.endpoint()), Duration.ZERO));

      oracle.publishAll(questions(200));

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> simulator.stats().inFlight() == 200);
    }
  }

  @Test
  void equalQuestionsAreAnsweredFromTheCacheOrShareACall() throws Exception {
    try (Simulator simulator = simulator("fixed:2s");
        Installation oracle = new Installation(2)) {
      oracle.publishAll(
          List.of(
              Query.of("first", "technical", "What is a webhook?"),
              Query.of("meanwhile", "technical", " What is a webhook?\r\n")));
      oracle.startWorker(oracle.settings(simulator.endpoint())); // Takes both at once.
      assertThat(oracle.answers(2)).hasSize(2);

      oracle.publish(Query.of("later", "technical", "What is a webhook?"));

      Answer first = oracle.answer("first");
      Answer meanwhile = oracle.answer("meanwhile");
      Answer later = oracle.answer("later");
      assertThat(first.cache()).isEqualTo(CacheOutcome.MISS);
      assertThat(meanwhile.cache()).isEqualTo(CacheOutcome.COALESCED);
      assertThat(later.cache()).isEqualTo(CacheOutcome.HIT);
      assertThat(List.of(meanwhile, later))
          .extracting(Answer::content)
          .containsOnly(first.content());
      assertThat(meanwhile.usage().totalTokens()).isZero();
      assertThat(simulator.calls().snapshot()).hasSize(1);
    }
  }

  @Test
  void nothingIsSharedBetweenTenants() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(2)) {
      oracle.startWorker(oracle.settings(simulator.endpoint()));
      Query plain = Query.of("a", "technical", "What is a webhook?");
      oracle.publish(plain);
      oracle.publish(ofTenant("b", "acme"));
      oracle.publish(ofTenant("c", "globex"));

      assertThat(oracle.answers(3)).allMatch(answer -> answer.cache() == CacheOutcome.MISS);
      assertThat(simulator.calls().snapshot()).hasSize(3);
    }
  }

  @Test
  void theSameIdTwiceIsTwoRecordsWithAnAnswerEachAndOneCall() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(2)) {
      oracle.startWorker(oracle.settings(simulator.endpoint()));
      Query query = Query.of("twin", "technical", "What is a webhook?");
      SourcePosition first = oracle.publish(query);
      SourcePosition second = oracle.publish(query);

      assertThat(oracle.answers(2))
          .allMatch(answer -> answer.queryId().equals("twin"))
          .extracting(Answer::source)
          .containsExactlyInAnyOrder(first, second);
      assertThat(simulator.calls().snapshot()).hasSize(1);
    }
  }

  private static Query ofTenant(String id, String tenant) {
    Query query = Query.of(id, "technical", "What is a webhook?");
    return new Query(
        id,
        query.agent(),
        query.prompt(),
        query.messages(),
        tenant,
        null,
        query.cache(),
        null,
        query.metadata(),
        null);
  }

  private static List<Query> questions(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Query.of("q" + i, "technical", "Question number " + i))
        .toList();
  }

  private static Simulator simulator(String latency) {
    return Simulator.start(SimulatorSettings.builder().latency(Latency.parse(latency)).build());
  }
}
