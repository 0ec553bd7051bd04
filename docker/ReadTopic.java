import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints the values of a topic up to its present end, committed ones only, with a plain consumer
 * that shares no code with Oracle. Run as a source file:
 *
 * <pre>java -cp 'cli/target/*:cli/target/lib/*' docker/ReadTopic.java HOST:PORT TOPIC</pre>
 */
final class ReadTopic {
  public static void main(String[] args) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", args[0],
            "isolation.level", "read_committed",
            "enable.auto.commit", false,
            "allow.auto.create.topics", false);
    var text = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(config, text, text);
        var out =
            new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(args[1]).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      // Up to the oldest transaction that is still open: what is behind it is not committed.
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
            out.write(record.value());
            out.write('\n');
          }
        }
      }
    }
  }
}
