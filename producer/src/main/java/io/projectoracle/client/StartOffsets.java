package io.projectoracle.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Finds the offsets at which reading starts. For the consumer's thread. */
record StartOffsets(Consumer<?, ?> consumer, Duration timeout) {

  /** The present ends; for a reader of committed records, where the first open transaction is. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return consumer.endOffsets(partitions, timeout);
  }

  /**
   * Where to start.
   *
   * @param ends the ends, looked up before
   */
  Map<TopicPartition, Long> of(ReadFrom from, Map<TopicPartition, Long> ends) {
    if (from instanceof ReadFrom.Time time) {
      return since(time.instant(), ends);
    }
    return from instanceof ReadFrom.PresentEnd
        ? ends
        : consumer.beginningOffsets(ends.keySet(), timeout);
  }

  /** Where nothing is that young, the end: what has arrived since it was looked up is not old. */
  private Map<TopicPartition, Long> since(Instant time, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
    Map<TopicPartition, Long> starts = new HashMap<>(ends);
    consumer
        .offsetsForTimes(times, timeout)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                starts.put(partition, found.offset());
              }
            });
    return starts;
  }
}
