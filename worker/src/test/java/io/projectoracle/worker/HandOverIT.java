package io.projectoracle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.UsageAttempt;
import io.projectoracle.contract.UsageEvent;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultRule;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.worker.call.Waits;
import io.projectoracle.worker.engine.EngineSettings;
import io.projectoracle.worker.testkit.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Partitions going from one worker to another: nothing lost, nothing done twice. */
@Execution(ExecutionMode.CONCURRENT)
final class HandOverIT {
  @Test
  void aSlowQueryNeitherBlocksItsPartitionNorMakesItsNeighboursRunAgain() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(1)) {
      simulator.faults(new FaultRule("slow", Fault.HANG, 1));
      OracleWorker first = oracle.startWorker(impatient(oracle, simulator, Duration.ZERO));
      oracle.publish(Query.of("slow", "technical", "The slow one"));
      oracle.publishAll(questions(50));
      assertThat(oracle.answers(50)).extracting(Answer::queryId).doesNotContain("slow");

      first.close();
      oracle.startWorker(impatient(oracle, simulator, Duration.ZERO));

      assertThat(oracle.answer("slow").status()).isEqualTo(Status.ANSWERED);
      assertThat(first.engine().cutShort()).isEqualTo(1);
      assertThat(oracle.answers(51)).hasSize(51);
      assertThat(simulator.calls().snapshot())
          .extracting(Call::queryId)
          .filteredOn(id -> !"slow".equals(id))
          .hasSize(50)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whatIsDoneByTheEndOfTheDrainIsPublishedAndNotCutShort() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(1)) {
      OracleWorker worker =
          oracle.startWorker(
              committingEvery(Duration.ofMillis(500), impatient(oracle, simulator, Duration.ZERO)));
      oracle.publish(Query.of("first", "technical", "The one whose commit begins the interval"));
      oracle.answers(1);
      oracle.publishAll(questions(20));
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  simulator.calls().snapshot().size() == 21
                      && worker.waits().count(Waits.For.REPLY) == 0);

      worker.close();

      assertThat(worker.engine().cutShort()).isZero();
      assertThat(oracle.answers(21)).hasSize(21);
    }
  }

  @Test
  void workersThatComeAndGoUnderLoadRepeatNoCall() throws Exception {
    try (Simulator simulator =
            Simulator.start(
                SimulatorSettings.builder().latency(Latency.parse("uniform:20ms-400ms")).build());
        Installation oracle = new Installation(6)) {
      OracleWorker first = oracle.startWorker(oracle.settings(simulator.endpoint()));
      oracle.publishAll(questions(300));
      oracle.answers(20);
      OracleWorker second = oracle.startWorker(oracle.settings(simulator.endpoint()));
      oracle.publishAll(more(300, 600));
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> second.engine().readablePartitions() == 3);
      oracle.publishAll(more(600, 900));

      first.close();

      List<Answer> answers = oracle.answers(900);
      assertThat(answers).hasSize(900).allMatch(answer -> answer.status() == Status.ANSWERED);
      assertThat(answers).extracting(Answer::source).doesNotHaveDuplicates();
      assertThat(first.engine().cutShort()).isZero();
      List<String> called =
          simulator.calls().snapshot().stream().map(call -> "" + call.callId()).toList();
      assertThat(called).hasSize(900);
      assertThat(oracle.usage(900))
          .hasSize(900)
          .allMatch(event -> event.type() == UsageEvent.Type.ANSWER)
          .flatExtracting(UsageEvent::attempts)
          .extracting(UsageAttempt::callId)
          .containsExactlyInAnyOrderElementsOf(called);
    }
  }

  @Test
  void whatAStopHasCutShortIsAccountedForAsAnOrphanToo() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(1)) {
      simulator.faults(new FaultRule("slow", Fault.HANG, 1));
      OracleWorker worker = oracle.startWorker(impatient(oracle, simulator, Duration.ZERO));
      oracle.publish(slow("a"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> simulator.stats().inFlight() == 1);

      worker.close();

      assertThat(worker.engine().cutShort()).isEqualTo(1);
      assertThat(oracle.usage(1))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.type()).isEqualTo(UsageEvent.Type.ORPHAN);
                assertThat(event.attempts()).hasSize(1);
              });
    }
  }

  @Test
  void aCallThatOutlastsTheDrainIsAbortedAndAccountedForAsAnOrphan() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(2)) {
      simulator.faults(new FaultRule("slow", Fault.HANG, 2));
      oracle.startWorker(impatient(oracle, simulator, Duration.ofMillis(200)));
      oracle.publish(slow("a"), 0);
      oracle.publish(slow("b"), 1);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> simulator.stats().inFlight() == 2);

      oracle.startWorker(impatient(oracle, simulator, Duration.ofMillis(200)));

      // One of the two partitions moves; what its call has cost by then is an orphan.
      assertThat(oracle.answers(1))
          .singleElement()
          .satisfies(answer -> assertThat(answer.status()).isEqualTo(Status.ANSWERED));
      assertThat(oracle.usage(2))
          .filteredOn(event -> event.type() == UsageEvent.Type.ORPHAN)
          .singleElement()
          .satisfies(orphan -> assertThat(orphan.attempts()).hasSize(1));
    }
  }

  @Test
  void aGroupWithoutAnyOffsetIsWaitedForOutsideSoThatItCanBeGivenSome() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(1, /* firstOffsets= */ false)) {
      oracle.publish(Query.of("q", "technical", "p"));
      OracleWorker worker = oracle.startWorker(oracle.settings(simulator.endpoint()));
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> worker.engine().clusterProblem().isPresent());
      assertThat(worker.engine().clusterProblem().orElseThrow()).contains("oracle topics create");
      assertThat(simulator.calls().snapshot()).isEmpty();

      oracle.commitFirstOffsets();

      assertThat(oracle.answer("q").status()).isEqualTo(Status.ANSWERED);
    }
  }

  @Test
  void aPartitionWithoutCommittedOffsetIsNotReadUntilSomebodySaysWhereFrom() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(2, /* firstOffsets= */ false)) {
      oracle.publish(Query.of("q", "technical", "p"), 0);
      oracle
          .admin()
          .alterConsumerGroupOffsets(
              oracle.group(),
              Map.of(
                  new TopicPartition(oracle.topics().queries(), 1), new OffsetAndMetadata(0, "")))
          .all()
          .get(2, TimeUnit.MINUTES);
      OracleWorker cautious = oracle.startWorker(oracle.settings(simulator.endpoint()));
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> cautious.engine().stuckPartitions() == 1);
      assertThat(simulator.calls().snapshot()).isEmpty();
      cautious.close();

      oracle.startWorker(
          startingFrom(oracle.settings(simulator.endpoint()), EngineSettings.StartFrom.EARLIEST));

      assertThat(oracle.answer("q").status()).isEqualTo(Status.ANSWERED);
    }
  }

  @Test
  void unreadableMetadataStopsThePartitionInsteadOfBeingGuessed() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(1)) {
      oracle
          .admin()
          .alterConsumerGroupOffsets(
              oracle.group(),
              Map.of(
                  new TopicPartition(oracle.topics().queries(), 0),
                  new OffsetAndMetadata(0, "somebody else's notes")))
          .all()
          .get(2, TimeUnit.MINUTES);
      oracle.publish(Query.of("q", "technical", "p"));

      OracleWorker worker = oracle.startWorker(oracle.settings(simulator.endpoint()));

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> worker.engine().stuckPartitions() == 1);
      assertThat(simulator.calls().snapshot()).isEmpty();
    }
  }

  private static WorkerSettings impatient(
      Installation oracle, Simulator simulator, Duration drainTimeout) {
    return Installation.withDrainTimeout(oracle.settings(simulator.endpoint()), drainTimeout);
  }

  private static WorkerSettings committingEvery(Duration interval, WorkerSettings settings) {
    return with(settings, interval, settings.engine().startFrom());
  }

  private static WorkerSettings startingFrom(
      WorkerSettings settings, EngineSettings.StartFrom startFrom) {
    return with(settings, settings.engine().commitInterval(), startFrom);
  }

  private static WorkerSettings with(
      WorkerSettings settings,
      Duration commitInterval,
      EngineSettings.@Nullable StartFrom startFrom) {
    return Installation.withEngine(
        settings,
        usual ->
            new EngineSettings(
                usual.maxInFlight(),
                usual.maxInFlightBytes(),
                commitInterval,
                usual.maxCommitResults(),
                usual.drainTimeout(),
                usual.maxStarts(),
                startFrom));
  }

  private static Query slow(String id) {
    return Query.of(id, "technical", "A slow one: " + id);
  }

  private static List<Query> questions(int count) {
    return more(0, count);
  }

  private static List<Query> more(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Query.of("q" + i, "technical", "Question number " + i))
        .toList();
  }
}
