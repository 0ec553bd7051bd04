package io.projectoracle.cli.letters;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.published.TopicScan;
import io.projectoracle.contract.Topics;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the dead letters that have not been cleared away. */
public record DeadLetters(Cluster cluster, Topics topics) {
  /** Those selected, the oldest first. Reads the topic to its present end. */
  public List<DeadLetter> select(Selection selection) {
    Map<Key, DeadLetter> letters = new HashMap<>();
    new TopicScan(cluster, topics.deadLetters())
        .read(selection.since(), record -> add(record, selection, letters));
    return letters.values().stream()
        .sorted(Redrivable.OLDEST_FIRST)
        .limit(selection.limit())
        .toList();
  }

  /** The latest record of a key counts, and it alone; without a value it clears the key away. */
  private static void add(
      ConsumerRecord<byte[], byte[]> record, Selection selection, Map<Key, DeadLetter> letters) {
    if (record.key() == null) {
      return; // Kafka refuses it where the topic is compacted, as it should be.
    }
    Key key = new Key(record.partition(), ByteBuffer.wrap(record.key()));
    letters.remove(key);
    if (record.value() != null) {
      DeadLetter letter = DeadLetter.of(record);
      if (selection.matches(letter.failure())) {
        letters.put(key, letter);
      }
    }
  }

  /** Compaction knows only the partition; a key may stand on two, once partitions were added. */
  private record Key(int partition, ByteBuffer bytes) {}
}
