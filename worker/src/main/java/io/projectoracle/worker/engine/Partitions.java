package io.projectoracle.worker.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions a worker owns. Confined to the poll thread. */
final class Partitions {
  private final Map<TopicPartition, OwnedPartition> owned = new HashMap<>();

  OwnedPartition acquire(TopicPartition partition) {
    OwnedPartition acquired = new OwnedPartition(partition);
    OwnedPartition before = owned.put(partition, acquired);
    if (before != null) {
      before.lose();
    }
    return acquired;
  }

  @Nullable OwnedPartition find(TopicPartition partition) {
    return owned.get(partition);
  }

  /** Those of the partitions that are owned. */
  List<OwnedPartition> select(Collection<TopicPartition> partitions) {
    List<OwnedPartition> selected = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      OwnedPartition candidate = owned.get(partition);
      if (candidate != null) {
        selected.add(candidate);
      }
    }
    return selected;
  }

  Collection<OwnedPartition> all() {
    return owned.values();
  }

  void lose(Collection<OwnedPartition> lost) {
    for (OwnedPartition partition : lost) {
      partition.lose();
      owned.remove(partition.partition(), partition);
    }
  }
}
