package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A broker whose disk is full says so and ends; what it had acknowledged is there afterwards. */
class FullDiskIT {
  private static final int MAX_FILE_KILOBYTES =
      12_000; // Above the 10 MB that an index begins with.
  private static final TopicPartition QUERIES = new TopicPartition("oracle.queries", 0);

  @Test
  void nothingThatWasAcknowledgedIsLost(@TempDir Path folder) throws Exception {
    String[] command = {"broker", "--port=0", "--json", "--folder=" + folder};
    long acknowledged;
    try (var broker = ChildProcess.oracleOnSmallDisk(MAX_FILE_KILOBYTES, command)) {
      String servers = servers(broker);
      Shell shell = new Shell().with("ORACLE_BOOTSTRAP_SERVERS", servers);
      assertThat(shell.run("topics", "create", "--partitions=1").exitCode()).isZero();

      acknowledged = fill(servers, broker);

      assertThat(broker.exitCode()).isEqualTo(1);
      assertThat(broker.output()).contains("cannot write to its folder any more: " + folder);
    }
    try (var broker = ChildProcess.oracle(command)) {
      assertThat(end(servers(broker))).isGreaterThanOrEqualTo(acknowledged).isPositive();
    }
  }

  /** Writes until the broker has ended; returns the offset behind the last one it took. */
  private static long fill(String servers, ChildProcess broker) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers,
            "acks",
            "all",
            "delivery.timeout.ms",
            3_000,
            "request.timeout.ms",
            2_000);
    byte[] value = new byte[200_000];
    new Random(1).nextBytes(value);
    long start = System.nanoTime();
    long behind = 0;
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (broker.isAlive()) {
        var sent = producer.send(new ProducerRecord<>(QUERIES.topic(), 0, null, value));
        try {
          behind = sent.get(2, TimeUnit.MINUTES).offset() + 1;
        } catch (ExecutionException e) {
          // Or the broker is only slow: then it takes the next one.
          assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(2));
        }
      }
    }
    return behind;
  }

  private static long end(String servers) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .until(() -> consumer.endOffsets(List.of(QUERIES)).get(QUERIES), end -> end != null);
    }
  }

  private static String servers(ChildProcess broker) throws Exception {
    return JsonMapper.shared().readTree(broker.await("^\\{.*").group()).path("kafka").stringValue();
  }
}
