package io.projectoracle.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Status;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.worker.testkit.Installation;
import io.projectoracle.worker.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What a worker that died within a transaction leaves behind does not hold up the others. */
final class TakeOverIT {
  @Test
  void theOpenTransactionOfADeadWorkerIsEndedInsteadOfWaitedFor() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(1);
        KafkaProducer<byte[], byte[]> dead = producer(oracle.group() + ".dead-worker")) {
      TopicPartition partition = new TopicPartition(oracle.topics().queries(), 0);
      oracle.publish(Query.of("q1", "technical", "Why?"));
      dead.initTransactions();
      dead.beginTransaction();
      dead.send(
              new ProducerRecord<>(
                  oracle.topics().answers(), "half-done".getBytes(StandardCharsets.UTF_8)))
          .get();
      try (KafkaConsumer<byte[], byte[]> member = consumer(oracle.group())) {
        member.subscribe(List.of(oracle.topics().queries()));
        while (member.assignment().isEmpty()) {
          member.poll(Duration.ofMillis(100));
        }
        dead.sendOffsetsToTransaction(
            Map.of(partition, new OffsetAndMetadata(1)), member.groupMetadata());
      }

      long start = System.nanoTime();
      oracle.startWorker(oracle.settings(simulator.endpoint()));
      Answer answer = oracle.answer("q1");

      // Both the worker and the reader of its answer would wait for ten minutes, by its timeout.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(5));
      assertThat(answer.status()).isEqualTo(Status.ANSWERED);
      assertThatThrownBy(dead::commitTransaction).isInstanceOf(KafkaException.class);
    }
  }

  @Test
  void transactionsOfOthersAreLeftAlone() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Installation oracle = new Installation(1);
        KafkaProducer<byte[], byte[]> stranger = producer("x" + oracle.group() + ".stranger")) {
      stranger.initTransactions();
      stranger.beginTransaction();
      stranger
          .send(
              new ProducerRecord<>(
                  oracle.topics().deadLetters(),
                  "key".getBytes(StandardCharsets.UTF_8),
                  "a stranger's".getBytes(StandardCharsets.UTF_8)))
          .get();

      oracle.startWorker(oracle.settings(simulator.endpoint()));
      oracle.publish(Query.of("q1", "technical", "Why?"));

      assertThat(oracle.answer("q1").status()).isEqualTo(Status.ANSWERED);
      stranger.commitTransaction();
      assertThat(oracle.deadLetters(1)).hasSize(1);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String group) {
    Map<String, Object> config = new HashMap<>(TestBroker.clientConfig());
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    Map<String, Object> config = new HashMap<>(TestBroker.clientConfig());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 600_000);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
