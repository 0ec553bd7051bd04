package io.projectoracle.cli.letters;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.cluster.ClusterException;
import io.projectoracle.contract.SourcePosition;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads single records of a topic. For one thread. */
public final class RecordPicker implements AutoCloseable {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Records that are rather read over than jumped over. */
  private static final int NEAR = 200;

  private final Cluster cluster;
  private final Consumer<byte[], byte[]> consumer;

  public RecordPicker(Cluster cluster) {
    this.cluster = cluster;
    this.consumer = cluster.reader("oracle-pick");
  }

  /** Those of the records that are still there. Bounding how many they are is up to the caller. */
  public Map<SourcePosition, ConsumerRecord<byte[], byte[]>> read(
      Collection<SourcePosition> positions) {
    Map<TopicPartition, NavigableSet<Long>> wanted = new HashMap<>();
    for (SourcePosition position : positions) {
      wanted
          .computeIfAbsent(
              new TopicPartition(position.topic(), position.partition()), each -> new TreeSet<>())
          .add(position.offset());
    }
    dropOutside(wanted);
    Map<SourcePosition, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
    consumer.assign(wanted.keySet());
    consumer.resume(wanted.keySet()); // A partition that stays assigned stays paused.
    wanted.forEach((partition, offsets) -> consumer.seek(partition, offsets.first()));
    long progressNanos = System.nanoTime();
    while (!wanted.isEmpty()) {
      if (poll(wanted, found)) {
        progressNanos = System.nanoTime();
      } else if (System.nanoTime() - progressNanos > PATIENCE.toNanos()) {
        throw new ClusterException(
            "nothing was read for " + PATIENCE.toSeconds() + " s of " + wanted.keySet(), null);
      }
    }
    return found;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  /** The consumer would go elsewhere, and wait there, for what is outside of the log. */
  private void dropOutside(Map<TopicPartition, NavigableSet<Long>> wanted) {
    Map<TopicPartition, Long> starts = cluster.offsets(wanted.keySet(), OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = cluster.offsets(wanted.keySet(), OffsetSpec.latest());
    wanted.forEach(
        (partition, offsets) ->
            offsets.removeIf(
                offset ->
                    offset < starts.getOrDefault(partition, 0L)
                        || offset >= ends.getOrDefault(partition, 0L)));
    wanted.values().removeIf(Collection::isEmpty);
  }

  /** Whether it got any farther. */
  private boolean poll(
      Map<TopicPartition, NavigableSet<Long>> wanted,
      Map<SourcePosition, ConsumerRecord<byte[], byte[]>> found) {
    boolean progress = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
      var partition = new TopicPartition(record.topic(), record.partition());
      NavigableSet<Long> offsets = wanted.get(partition);
      progress = true;
      if (offsets != null && offsets.remove(record.offset())) {
        found.put(new SourcePosition(record.topic(), record.partition(), record.offset()), record);
      }
    }
    for (TopicPartition partition : List.copyOf(wanted.keySet())) {
      progress |= advance(partition, wanted);
    }
    return progress;
  }

  /** Gives up what the consumer has passed over, and goes on to what is next. */
  private boolean advance(
      TopicPartition partition, Map<TopicPartition, NavigableSet<Long>> wanted) {
    NavigableSet<Long> offsets = wanted.getOrDefault(partition, new TreeSet<>());
    long position = consumer.position(partition);
    NavigableSet<Long> gone = offsets.headSet(position, /* inclusive= */ false);
    boolean progress = !gone.isEmpty();
    gone.clear();
    if (offsets.isEmpty()) {
      wanted.remove(partition);
      consumer.pause(List.of(partition));
    } else if (offsets.first() - position > NEAR) {
      consumer.seek(partition, offsets.first());
    }
    return progress;
  }
}
