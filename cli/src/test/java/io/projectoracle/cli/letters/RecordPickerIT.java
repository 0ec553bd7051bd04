package io.projectoracle.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.cli.TestInstallation;
import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.contract.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RecordPickerIT {
  private static final long FAR = 4_000;

  @Test
  void recordsAreReadWhereTheyStandAndThoseThatAreNoMoreAreLeftOut() throws Exception {
    try (var oracle = new TestInstallation(2);
        var producer = oracle.producer(Map.of("transactional.id", "picked"));
        var cluster = Cluster.connect(KafkaConnection.to(oracle.servers()));
        var picker = new RecordPicker(cluster)) {
      String topic = oracle.topics().queries();
      producer.initTransactions();
      long aborted = publish(producer, topic, 0, 2);
      producer.abortTransaction();
      long first = publish(producer, topic, 0, 1);
      producer.commitTransaction();
      long last = publish(producer, topic, 0, FAR);
      producer.commitTransaction();
      long other = publish(producer, topic, 1, 2);
      producer.commitTransaction();
      oracle
          .admin()
          .deleteRecords(Map.of(new TopicPartition(topic, 1), RecordsToDelete.beforeOffset(other)))
          .all()
          .get(20, TimeUnit.SECONDS);

      var found =
          picker.read(
              List.of(
                  new SourcePosition(topic, 0, aborted),
                  new SourcePosition(topic, 0, first),
                  new SourcePosition(topic, 0, first + 1),
                  new SourcePosition(topic, 0, last),
                  new SourcePosition(topic, 0, last + 1_000),
                  new SourcePosition(topic, 1, 0),
                  new SourcePosition(topic, 1, other)));
      var again = picker.read(List.of(new SourcePosition(topic, 0, first)));

      assertThat(found)
          .containsOnlyKeys(
              new SourcePosition(topic, 0, first),
              new SourcePosition(topic, 0, last),
              new SourcePosition(topic, 1, other));
      assertThat(found)
          .allSatisfy(
              (position, record) -> assertThat(record.offset()).isEqualTo(position.offset()));
      assertThat(again).hasSize(1);
      assertThat(picker.read(List.of())).isEmpty();
    }
  }

  /** Begins a transaction; the offset of the last of its records. */
  private static long publish(
      KafkaProducer<byte[], byte[]> producer, String topic, int partition, long count)
      throws Exception {
    producer.beginTransaction();
    var sent =
        LongStream.range(0, count)
            .mapToObj(
                i -> producer.send(new ProducerRecord<>(topic, partition, null, new byte[500])))
            .toList();
    return sent.get(sent.size() - 1).get(20, TimeUnit.SECONDS).offset();
  }
}
