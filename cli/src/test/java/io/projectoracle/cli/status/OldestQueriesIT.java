package io.projectoracle.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.cli.TestInstallation;
import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.offsets.PartitionOffset;
import io.projectoracle.client.KafkaConnection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class OldestQueriesIT {
  @Test
  void eachLookFindsWhatIsTheOldestThen() throws Exception {
    try (var oracle = new TestInstallation(1);
        var producer = oracle.producer(Map.of());
        var cluster = Cluster.connect(KafkaConnection.to(oracle.servers()));
        var oldest = new OldestQueries(cluster, oracle.topics().queries())) {
      long first = producer.send(record(oracle)).get().timestamp();
      long second = producer.send(record(oracle)).get().timestamp();

      assertThat(oldest.published(committed(0)))
          .hasEntrySatisfying(0, time -> assertThat(time.toEpochMilli()).isEqualTo(first));
      assertThat(oldest.published(committed(1)))
          .hasEntrySatisfying(0, time -> assertThat(time.toEpochMilli()).isEqualTo(second));
      assertThat(oldest.published(committed(2))).isEmpty();
      assertThat(oldest.published(committed(1))).hasSize(1);
    }
  }

  private static List<PartitionOffset> committed(long offset) {
    return List.of(PartitionOffset.of(0, 0, 2, offset, ""));
  }

  private static ProducerRecord<byte[], byte[]> record(TestInstallation oracle) {
    return new ProducerRecord<>(oracle.topics().queries(), null, new byte[] {1});
  }
}
