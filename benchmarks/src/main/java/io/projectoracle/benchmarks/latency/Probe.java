package io.projectoracle.benchmarks.latency;

import io.projectoracle.benchmarks.cluster.Cluster;
import io.projectoracle.benchmarks.cluster.Installation;
import io.projectoracle.benchmarks.load.Feed;
import io.projectoracle.contract.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asks at a rate and waits for what becomes visible. Confined to one thread. */
final class Probe implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Feed feed;
  private final ModelTime modelTime;
  private final Consumer<byte[], byte[]> reader;

  Probe(Cluster cluster, Feed feed, Installation installation, ModelTime modelTime) {
    this.feed = feed;
    this.modelTime = modelTime;
    this.reader =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> answers =
        IntStream.range(0, installation.partitions())
            .mapToObj(number -> new TopicPartition(installation.topics().answers(), number))
            .toList();
    reader.assign(answers);
    reader.seekToBeginning(answers);
  }

  /**
   * Asks at a rate for some time, and waits for all answers.
   *
   * @throws TimeoutException if one does not come
   */
  Delays ask(int rate, Duration time) throws Exception {
    Schedule schedule = new Schedule(feed.published(), rate, (int) (rate * time.toSeconds()));
    Thread asking = new Thread(() -> schedule.run(feed), "oracle-benchmarks-asking");
    asking.start();
    Delays delays = new Delays();
    long deadline = System.nanoTime() + time.plus(PATIENCE).toNanos();
    for (int seen = 0; seen < schedule.count(); ) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("answers must be " + schedule.count() + ": " + seen);
      }
      ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
      long now = System.nanoTime();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        long micros = (now - schedule.dueAt(number(record))) / 1_000;
        delays.addMicros(micros - modelTime.micros(record.value()));
        seen++;
      }
    }
    asking.join();
    return delays;
  }

  private static int number(ConsumerRecord<byte[], byte[]> record) {
    byte[] id = record.headers().lastHeader(Headers.QUERY_ID).value();
    return Integer.parseInt(new String(id, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    reader.close();
    feed.close();
  }
}
