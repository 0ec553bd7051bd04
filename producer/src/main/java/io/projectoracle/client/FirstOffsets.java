package io.projectoracle.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Commits the offsets from which a group of workers starts, where it has none. */
record FirstOffsets(Admin admin, String group) {

  Outcome commit(String topic, int partitions) throws ExecutionException, InterruptedException {
    if (hasMembers()) {
      // The broker would refuse, and members at work have their offsets.
      return new Outcome(group, Map.of(), /* groupActive= */ true);
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = earliest(withoutOffset(topic, partitions));
    if (!offsets.isEmpty()) {
      Permitted.get(
          admin.alterConsumerGroupOffsets(group, offsets).all(),
          "READ topic '" + topic + "' and " + readGroup());
    }
    Map<Integer, Long> committed = new HashMap<>();
    offsets.forEach((partition, offset) -> committed.put(partition.partition(), offset.offset()));
    return new Outcome(group, committed, /* groupActive= */ false);
  }

  private String readGroup() {
    return "READ group '" + group + "'";
  }

  private boolean hasMembers() throws ExecutionException, InterruptedException {
    try {
      return Permitted.get(admin.describeConsumerGroups(List.of(group)).all(), readGroup())
          .values()
          .stream()
          .anyMatch(description -> !description.members().isEmpty());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw e;
    }
  }

  private List<TopicPartition> withoutOffset(String topic, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    try {
      committed.putAll(
          Permitted.get(
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), readGroup()));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
    return IntStream.range(0, partitions)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .filter(partition -> committed.get(partition) == null)
        .toList();
  }

  private Map<TopicPartition, OffsetAndMetadata> earliest(List<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> question =
        partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.earliest()));
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    admin
        .listOffsets(question)
        .all()
        .get()
        .forEach(
            (partition, found) ->
                offsets.put(partition, new OffsetAndMetadata(found.offset(), "")));
    return offsets;
  }

  /** What was committed, by partition. */
  record Outcome(String group, Map<Integer, Long> firstOffsets, boolean groupActive) {
    TopicReport report(List<TopicReport.Topic> topics) {
      return new TopicReport(topics, group, firstOffsets, groupActive);
    }
  }
}
