package io.projectoracle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.UsageEvent;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.worker.testkit.Installation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the cluster may do wrong: the worker goes on by itself, loses nothing, buys nothing twice.
 */
@Execution(ExecutionMode.CONCURRENT)
final class BrokerFaultsIT {
  private static final Duration SESSION = Duration.ofSeconds(10);

  private BrokerSettings settings;
  private EmbeddedBroker broker;
  private Simulator simulator;
  private Installation oracle;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    settings =
        BrokerSettings.defaults()
            .withFolder(folder)
            .withProperties(
                Map.of("group.consumer.session.timeout.ms", Long.toString(SESSION.toMillis())));
    broker = EmbeddedBroker.start(settings);
    settings = settings.withPort(Integer.parseInt(broker.bootstrapServers().split(":")[1]));
    simulator =
        Simulator.start(
            SimulatorSettings.builder().latency(Latency.parse("uniform:100ms-2s")).build());
    oracle = new Installation(Map.of("bootstrap.servers", broker.bootstrapServers()), 3, true);
  }

  @AfterEach
  void stop() {
    oracle.close();
    simulator.close();
    broker.close();
  }

  @Test
  void aWorkerThatStartsBeforeTheBrokerWaitsForIt() throws Exception {
    oracle.publishAll(questions(20));
    broker.close();
    OracleWorker worker = oracle.startWorker(oracle.settings(simulator.endpoint()));
    whileBeing(Duration.ofSeconds(3), () -> worker.engine().failure().isEmpty());

    broker = EmbeddedBroker.start(settings);

    assertThat(oracle.answers(20)).hasSize(20).allMatch(BrokerFaultsIT::isAnswered);
  }

  @Test
  void whatWasBoughtWhileTheBrokerWasAwayIsKeptAndNotBoughtAgain() throws Exception {
    OracleWorker worker = oracle.startWorker(oracle.settings(simulator.endpoint()));
    oracle.publishAll(questions(400));
    oracle.answers(20);

    broker.close();
    whileBeing(SESSION.plusSeconds(2), () -> worker.engine().failure().isEmpty());
    int inFlight = worker.engine().inFlight();
    broker = EmbeddedBroker.start(settings);

    List<Answer> answers = oracle.answers(400);
    assertThat(inFlight).isPositive();
    assertThat(answers).hasSize(400).allMatch(BrokerFaultsIT::isAnswered);
    assertThat(answers).extracting(Answer::source).doesNotHaveDuplicates();
    assertThat(simulator.calls().snapshot())
        .extracting(Call::queryId)
        .hasSize(400)
        .doesNotHaveDuplicates();
    assertThat(oracle.usage(400))
        .hasSize(400)
        .allMatch(event -> event.type() == UsageEvent.Type.ANSWER);
  }

  @Test
  void aMissingTopicIsNamedAndWaitedFor() throws Exception {
    String usage = oracle.topics().usage();
    oracle.deleteTopic(usage);
    oracle.publish(Query.of("q1", "technical", "Why?"));

    OracleWorker worker = oracle.startWorker(oracle.settings(simulator.endpoint()));

    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(worker.engine().clusterProblem())
                    .hasValueSatisfying(
                        problem -> assertThat(problem).contains("oracle topics create")));
    assertThat(simulator.calls().snapshot()).isEmpty();

    oracle.createTopic(usage);

    assertThat(oracle.answer("q1").status()).isEqualTo(Status.ANSWERED);
    assertThat(worker.engine().clusterProblem()).isEmpty();
  }

  @Test
  void aTopicThatIsDeletedAndMadeAnewIsReadOnceSomebodySaysWhereFrom() throws Exception {
    OracleWorker worker =
        oracle.startWorker(
            Installation.withDrainTimeout(
                oracle.settings(simulator.endpoint()), Duration.ofSeconds(1)));
    oracle.publishAll(questions(40));
    oracle.answers(5);

    oracle.deleteTopic(oracle.topics().queries());
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> worker.engine().readablePartitions() == 0);
    oracle.createTopic(oracle.topics().queries());
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> worker.engine().stuckPartitions() == 3);
    assertThat(worker.engine().failure()).isEmpty();
    worker.close();
    oracle.commitFirstOffsets();
    oracle.startWorker(oracle.settings(simulator.endpoint()));
    oracle.publish(Query.of("after", "technical", "And now?"));

    assertThat(oracle.answer("after").status()).isEqualTo(Status.ANSWERED);
  }

  /** Of twenty queries and a poison record, each topic gets its part. */
  @ParameterizedTest
  @CsvSource({"answers, 20", "usage, 20", "queries-dlt, 1"})
  void resultsAreKeptUntilTheTopicThatTheyGoToIsMadeAnew(String name, int count) throws Exception {
    String topic = oracle.topics().prefix() + "." + name;
    OracleWorker worker = oracle.startWorker(oracle.settings(simulator.endpoint()));
    publishWithPoison("before", 20);
    oracle.answers(20);
    oracle.usage(20);
    oracle.deadLetters(1);

    oracle.deleteTopic(topic);
    publishWithPoison("after", 20);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> simulator.stats().calls() == 40 && simulator.stats().inFlight() == 0);
    whileBeing(Duration.ofSeconds(2), () -> worker.engine().inFlight() > 0);
    oracle.createTopic(topic);

    assertThat(oracle.readAnew(topic, count)).hasSize(count);
    assertThat(simulator.calls().snapshot())
        .extracting(Call::queryId)
        .hasSize(40)
        .doesNotHaveDuplicates();
  }

  /** Waits, and looks all the time whether something holds. */
  private static void whileBeing(Duration time, Callable<Boolean> holds) {
    Awaitility.await().during(time).atMost(time.plusMinutes(1)).until(holds);
  }

  private void publishWithPoison(String name, int count) throws Exception {
    oracle.publish("no query".getBytes(StandardCharsets.UTF_8));
    oracle.publishAll(
        IntStream.range(0, count)
            .mapToObj(i -> Query.of(name + i, "technical", "Question " + name + i))
            .toList());
  }

  private static boolean isAnswered(Answer answer) {
    return answer.status() == Status.ANSWERED;
  }

  private static List<Query> questions(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Query.of("q" + i, "technical", "Question number " + i))
        .toList();
  }
}
