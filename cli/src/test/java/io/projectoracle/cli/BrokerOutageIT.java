package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.aggregator.Aggregator;
import io.projectoracle.aggregator.AggregatorSettings;
import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.client.OracleClient;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.Status;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.latency.Latency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is away for half a minute: everybody waits for it, and nothing is lost. */
class BrokerOutageIT {
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final int QUERIES = 60;

  @Test
  void clientWorkerAndAggregatorGoOnByThemselves(@TempDir Path data, @TempDir Path state)
      throws Exception {
    var settings = BrokerSettings.defaults().withFolder(data);
    EmbeddedBroker broker = EmbeddedBroker.start(settings);
    settings = settings.withPort(Integer.parseInt(broker.bootstrapServers().split(":")[1]));
    try (var simulator =
            Simulator.start(
                SimulatorSettings.builder().latency(Latency.parse("uniform:100ms-2s")).build());
        var oracle = new TestInstallation(broker.bootstrapServers(), 2);
        var aggregator =
            Aggregator.start(
                AggregatorSettings.of(broker.bootstrapServers(), state, oracle.topics().usage()));
        var client =
            OracleClient.builder()
                .bootstrapServers(broker.bootstrapServers())
                .topics(oracle.topics())
                .build()) {
      oracle.startWorker("steady", simulator.endpoint());
      List<CompletableFuture<Answer>> answers = new ArrayList<>(submit(client));
      answers.get(0).get(2, TimeUnit.MINUTES);

      broker.close();
      CompletableFuture<List<CompletableFuture<Answer>>> meanwhile =
          CompletableFuture.supplyAsync(() -> submit(client)); // Waits for the broker.
      Awaitility.await()
          .during(OUTAGE)
          .atMost(OUTAGE.plusMinutes(1))
          .until(() -> !meanwhile.isCompletedExceptionally());
      broker = EmbeddedBroker.start(settings);
      answers.addAll(meanwhile.get(2, TimeUnit.MINUTES));
      answers.addAll(submit(client));

      for (CompletableFuture<Answer> answer : answers) {
        assertThat(answer.get(2, TimeUnit.MINUTES).status()).isEqualTo(Status.ANSWERED);
      }
      assertThat(simulator.calls().snapshot()).hasSize(answers.size());
      assertThat(aggregator.awaitEnd(Duration.ofSeconds(60))).isTrue();
      assertThat(aggregator.figures().total().queries().answered()).isEqualTo(answers.size());
    } finally {
      broker.close();
    }
  }

  private static List<CompletableFuture<Answer>> submit(OracleClient client) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      String id = QueryIds.next();
      queries.add(Query.of(id, "technical", "Question " + id));
    }
    return client.submitAll(queries);
  }
}
