package io.projectoracle.client;

import io.projectoracle.contract.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Commits the offsets from which a group of workers starts, where it has none and nothing can be
 * lost or repeated by that. Thread-safe.
 */
record FirstOffsets(Admin admin, Topics topics) {

  /**
   * Commits them.
   *
   * @param queryPartitions partitions of the queries topic
   * @param answerPartitions partitions of the answers topic
   */
  Outcome commit(int queryPartitions, int answerPartitions)
      throws ExecutionException, InterruptedException {
    String group = topics.workerGroup();
    String topic = topics.queries();
    if (hasMembers()) {
      // The broker would refuse, and members at work have their offsets.
      return new Outcome(group, Map.of(), List.of(), /* groupActive= */ true);
    }
    List<TopicPartition> without = withoutOffset(topic, queryPartitions);
    Map<TopicPartition, Long> starts = offsets(without, OffsetSpec.earliest());
    List<TopicPartition> undecided = undecided(without, starts, answerPartitions);
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    starts.forEach((partition, start) -> offsets.put(partition, new OffsetAndMetadata(start, "")));
    offsets.keySet().removeAll(undecided);
    if (!offsets.isEmpty()) {
      Permitted.get(
          admin.alterConsumerGroupOffsets(group, offsets).all(),
          "READ topic '" + topic + "' and " + readGroup());
    }
    Map<Integer, Long> committed = new HashMap<>();
    offsets.forEach((partition, offset) -> committed.put(partition.partition(), offset.offset()));
    return new Outcome(
        group,
        committed,
        undecided.stream().map(TopicPartition::partition).sorted().toList(),
        /* groupActive= */ false);
  }

  /**
   * Those that hold queries, if there ever was an answer: the offsets may have expired, and to
   * begin again would answer, and pay, everything that is kept once more.
   */
  private List<TopicPartition> undecided(
      List<TopicPartition> without, Map<TopicPartition, Long> starts, int answerPartitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = offsets(without, OffsetSpec.latest());
    List<TopicPartition> filled =
        without.stream().filter(each -> !Objects.equals(starts.get(each), ends.get(each))).toList();
    if (filled.isEmpty()) {
      return filled;
    }
    boolean answered =
        offsets(all(topics.answers(), answerPartitions), OffsetSpec.latest()).values().stream()
            .anyMatch(end -> end > 0);
    return answered ? filled : List.of();
  }

  private String readGroup() {
    return "READ group '" + topics.workerGroup() + "'";
  }

  private boolean hasMembers() throws ExecutionException, InterruptedException {
    try {
      return Permitted.get(
              admin.describeConsumerGroups(List.of(topics.workerGroup())).all(), readGroup())
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
              admin.listConsumerGroupOffsets(topics.workerGroup()).partitionsToOffsetAndMetadata(),
              readGroup()));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
    return all(topic, partitions).stream()
        .filter(partition -> committed.get(partition) == null)
        .toList();
  }

  private static List<TopicPartition> all(String topic, int partitions) {
    return IntStream.range(0, partitions)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> question =
        partitions.stream().collect(Collectors.toMap(each -> each, each -> spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(question)
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  /** What was committed, by partition, and what was not. */
  record Outcome(
      String group, Map<Integer, Long> firstOffsets, List<Integer> undecided, boolean groupActive) {
    TopicReport report(List<TopicReport.Topic> topics) {
      return new TopicReport(topics, group, firstOffsets, undecided, groupActive);
    }
  }
}
