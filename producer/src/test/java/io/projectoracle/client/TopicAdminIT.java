package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.projectoracle.contract.Query;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicAdminIT {
  private final Topics topics = TestBroker.newNames();
  private TopicAdmin admin;
  private Admin kafka;

  @BeforeEach
  void open() {
    admin = new TopicAdmin(TestBroker.connection(), TestBroker.TIMEOUT);
    kafka = KafkaClients.admin(TestBroker.connection());
  }

  @AfterEach
  void close() {
    admin.close();
    kafka.close();
  }

  @Test
  void createsEveryTopicOfTheContract() {
    TopicReport report = admin.create(topics, 3, 1);

    assertThat(report.topics())
        .hasSize(topics.setups().size())
        .allMatch(TopicReport.Topic::created)
        .allMatch(topic -> topic.partitions() == 3)
        .allMatch(topic -> topic.differences().isEmpty());
  }

  @Test
  void theSecondTimeNothingChanges() {
    admin.create(topics, 3, 1);

    TopicReport report = admin.create(topics, 3, 1);

    assertThat(report.topics())
        .noneMatch(TopicReport.Topic::created)
        .allMatch(topic -> topic.differences().isEmpty());
    assertThat(report.firstOffsets()).isEmpty();
  }

  @Test
  void saysWhereAnExistingTopicDiffers() throws Exception {
    kafka
        .createTopics(
            List.of(
                new NewTopic(topics.queries(), 2, (short) 1)
                    .configs(Map.of("retention.ms", "1000"))))
        .all()
        .get();

    TopicReport report = admin.create(topics, 3, 1);

    TopicReport.Topic queries = report.topics().get(0);
    assertThat(queries.created()).isFalse();
    assertThat(queries.differences())
        .containsExactly(
            "partitions is 2, wanted 3",
            "message.timestamp.type is CreateTime, wanted LogAppendTime",
            "retention.ms is 1000, wanted -1");
  }

  @Test
  void commitsTheFirstOffsetOfEveryPartition() throws Exception {
    TopicReport report = admin.create(topics, 3, 1);

    assertThat(report.firstOffsets()).isEqualTo(Map.of(0, 0L, 1, 0L, 2, 0L));
    assertThat(committed()).isEqualTo(Map.of(0, 0L, 1, 0L, 2, 0L));
  }

  @Test
  void leavesAnOffsetThatIsThereAlone() throws Exception {
    admin.create(topics, 1, 1);
    try (var client =
        OracleClient.builder().connection(TestBroker.connection()).topics(topics).build()) {
      client.send(Query.of("q1", "technical", "why?")).get(2, TimeUnit.MINUTES);
    }
    var partition = new TopicPartition(topics.queries(), 0);
    kafka
        .alterConsumerGroupOffsets(
            topics.workerGroup(), Map.of(partition, new OffsetAndMetadata(1)))
        .all()
        .get();

    admin.create(topics, 1, 1);

    assertThat(committed()).isEqualTo(Map.of(0, 1L));
  }

  @Test
  void leavesItToSomebodyToDecideWhetherQueriesAreAnsweredOnceMore() throws Exception {
    admin.create(topics, 2, 1);
    var queries = new TopicPartition(topics.queries(), 0);
    publish(new ProducerRecord<>(queries.topic(), queries.partition(), null, new byte[] {1}));
    kafka
        .deleteConsumerGroupOffsets(
            topics.workerGroup(), Set.of(queries, new TopicPartition(topics.queries(), 1)))
        .all()
        .get();

    TopicReport unanswered = admin.create(topics, 2, 1);

    assertThat(unanswered.undecided()).isEmpty();
    assertThat(unanswered.firstOffsets()).isEqualTo(Map.of(0, 0L, 1, 0L));

    kafka
        .deleteConsumerGroupOffsets(
            topics.workerGroup(), Set.of(queries, new TopicPartition(topics.queries(), 1)))
        .all()
        .get();
    publish(new ProducerRecord<>(topics.answers(), 0, null, new byte[] {1}));

    TopicReport answered = admin.create(topics, 2, 1);

    assertThat(answered.undecided()).containsExactly(0);
    assertThat(answered.firstOffsets()).isEqualTo(Map.of(1, 0L));
    assertThat(committed()).isEqualTo(Map.of(1, 0L));
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> admin.create(topics, 0, 1))
        .withMessage("partitions must be at least 1: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> admin.create(topics, 1, 0))
        .withMessageContaining("replicationFactor must be at least 1");
  }

  private static void publish(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (var producer =
        KafkaClients.producer(TestBroker.connection(), "test", SizeLimits.DEFAULT)) {
      producer.send(record).get(2, TimeUnit.MINUTES);
    }
  }

  private Map<Integer, Long> committed() throws Exception {
    return kafka
        .listConsumerGroupOffsets(topics.workerGroup())
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(topics.queries()))
        .collect(
            java.util.stream.Collectors.toMap(
                entry -> entry.getKey().partition(), entry -> entry.getValue().offset()));
  }
}
