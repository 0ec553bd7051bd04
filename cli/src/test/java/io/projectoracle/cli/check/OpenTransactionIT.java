package io.projectoracle.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.cli.TestInstallation;
import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.client.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OpenTransactionIT {
  @Test
  void aTransactionThatReadersWaitBehindIsFound() throws Exception {
    try (var oracle = new TestInstallation(1);
        var cluster = Cluster.connect(KafkaConnection.to(oracle.servers()));
        var producer =
            oracle.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "forgotten"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(oracle.topics().answers(), null, null)).get();

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(facts(oracle, cluster).transactions()).hasSize(1));

      Facts facts = facts(oracle, cluster);
      assertThat(ClusterCheck.judge(facts))
          .singleElement()
          .extracting(Finding::line)
          .asString()
          .startsWith(
              "warning: transaction forgotten: open for more than 100 ms, while readers of "
                  + oracle.topics().answers()
                  + "-0 wait behind it; Kafka ends it after 1 min");
      producer.abortTransaction();
    }
  }

  private static Facts facts(TestInstallation oracle, Cluster cluster) {
    return new FactsReader(
            oracle.servers(), cluster, oracle.topics(), Duration.ofMillis(100), Severity.ERROR)
        .read();
  }
}
