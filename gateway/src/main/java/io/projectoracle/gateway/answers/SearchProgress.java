package io.projectoracle.gateway.answers;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the log was searched for a query in vain, so that asking again goes on from there and a
 * search that takes too long comes to its end over several requests. For one thread at a time.
 */
final class SearchProgress {
  private final Map<TopicPartition, Long> next = new HashMap<>();

  boolean knows(TopicPartition partition) {
    return next.containsKey(partition);
  }

  void reached(TopicPartition partition, long position) {
    next.put(partition, position);
  }

  Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> known = new HashMap<>(next);
    known.keySet().retainAll(partitions);
    return known;
  }
}
