package io.projectoracle.chaos.watch;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where topics end, open transactions included. */
public final class TopicEnds {
  private TopicEnds() {}

  /** The offsets after the last record of each partition. */
  public static Map<TopicPartition, Long> of(Admin admin, Collection<TopicPartition> partitions)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    try {
      admin
          .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .get()
          .forEach((partition, found) -> ends.put(partition, found.offset()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("ends of the topics cannot be read", e);
    }
    return ends;
  }
}
