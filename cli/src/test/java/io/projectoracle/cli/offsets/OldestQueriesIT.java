package io.projectoracle.cli.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.cli.TestInstallation;
import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.client.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class OldestQueriesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void eachLookFindsWhatIsTheOldestThen() throws Exception {
    try (var oracle = new TestInstallation(1);
        var producer = oracle.producer(Map.of());
        var cluster = Cluster.connect(KafkaConnection.to(oracle.servers()));
        var oldest = new OldestQueries(cluster, oracle.topics().queries(), PATIENCE)) {
      long first = producer.send(record(oracle)).get().timestamp();
      long second = producer.send(record(oracle)).get().timestamp();

      assertThat(oldest.look(committed(0)).published())
          .hasEntrySatisfying(0, time -> assertThat(time.toEpochMilli()).isEqualTo(first));
      assertThat(oldest.look(committed(1)).published())
          .hasEntrySatisfying(0, time -> assertThat(time.toEpochMilli()).isEqualTo(second));
      assertThat(oldest.look(committed(2)).published()).isEmpty();
      assertThat(oldest.look(committed(1)).published()).hasSize(1);
    }
  }

  @Test
  void markersAndAbortedRecordsAreNobodysWork() throws Exception {
    Map<String, Object> transactional = Map.of("transactional.id", "markers");
    try (var oracle = new TestInstallation(1);
        var producer = oracle.producer(transactional);
        var cluster = Cluster.connect(KafkaConnection.to(oracle.servers()));
        var oldest = new OldestQueries(cluster, oracle.topics().queries(), PATIENCE)) {
      producer.initTransactions();
      producer.beginTransaction();
      long first = producer.send(record(oracle)).get().timestamp();
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(record(oracle)).get();
      producer.abortTransaction();

      OldestQueries.Look waiting = oldest.look(List.of(PartitionOffset.of(0, 0, 4, 0L, "")));
      OldestQueries.Look done = oldest.look(List.of(PartitionOffset.of(0, 0, 4, 1L, "")));
      OldestQueries.Look still = oldest.look(List.of(PartitionOffset.of(0, 0, 4, 1L, "")));
      long next = publish(producer, oracle);
      OldestQueries.Look more = oldest.look(List.of(PartitionOffset.of(0, 0, 6, 1L, "")));

      assertThat(waiting.published().get(0)).isEqualTo(Instant.ofEpochMilli(first));
      assertThat(waiting.partitions().get(0).unfinished()).isEqualTo(4);
      assertThat(done.published()).isEmpty();
      assertThat(done.partitions().get(0).unfinished()).isZero();
      assertThat(still.partitions()).isEqualTo(done.partitions());
      assertThat(more.published().get(0)).isEqualTo(Instant.ofEpochMilli(next));
    }
  }

  private static long publish(KafkaProducer<byte[], byte[]> producer, TestInstallation oracle)
      throws Exception {
    producer.beginTransaction();
    long published = producer.send(record(oracle)).get().timestamp();
    producer.commitTransaction();
    return published;
  }

  private static List<PartitionOffset> committed(long offset) {
    return List.of(PartitionOffset.of(0, 0, 2, offset, ""));
  }

  private static ProducerRecord<byte[], byte[]> record(TestInstallation oracle) {
    return new ProducerRecord<>(oracle.topics().queries(), null, new byte[] {1});
  }
}
