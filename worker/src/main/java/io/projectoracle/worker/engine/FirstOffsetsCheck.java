package io.projectoracle.worker.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the group has offsets to begin with. Where it has none at all, and no member, its
 * workers wait outside: once they are members the broker would not let anybody commit first offsets
 * for them. Thread-safe.
 */
final class FirstOffsetsCheck {
  private final Admin admin;
  private final EngineTopics topics;
  private final EngineSettings.@Nullable StartFrom startFrom;

  FirstOffsetsCheck(
      Admin admin, EngineTopics topics, EngineSettings.@Nullable StartFrom startFrom) {
    this.admin = admin;
    this.topics = topics;
    this.startFrom = startFrom;
  }

  /** What is missing and how to mend it, or null; fails with Kafka's exception. Never blocks. */
  CompletableFuture<@Nullable String> problem() {
    if (startFrom != null) {
      return CompletableFuture.completedFuture(null);
    }
    return hasOffsets()
        .thenCombine(hasMembers(), (offsets, members) -> offsets || members)
        .thenApply(
            begun ->
                begun
                    ? null
                    : "group '"
                        + topics.group()
                        + "' has no committed offset of topic '"
                        + topics.source()
                        + "'; commit first ones with: oracle topics create"
                        + topics.commandOptions()
                        + "; if there were some, see: "
                        + topics.showCommand());
  }

  private CompletableFuture<Boolean> hasOffsets() {
    CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committed =
        future(
            admin
                .listConsumerGroupOffsets(topics.group())
                .partitionsToOffsetAndMetadata(topics.group()));
    return committed
        .thenApply(
            offsets ->
                offsets.keySet().stream()
                    .anyMatch(partition -> partition.topic().equals(topics.source())))
        .exceptionallyCompose(FirstOffsetsCheck::unknownGroup);
  }

  private CompletableFuture<Boolean> hasMembers() {
    return future(admin.describeConsumerGroups(List.of(topics.group())).all())
        .thenApply(
            groups ->
                groups.values().stream()
                    .map(group -> group.members())
                    .anyMatch(members -> !members.isEmpty()))
        .exceptionallyCompose(FirstOffsetsCheck::unknownGroup);
  }

  private static CompletableFuture<Boolean> unknownGroup(Throwable e) {
    Throwable cause = e instanceof CompletionException ? e.getCause() : e;
    return cause instanceof GroupIdNotFoundException
        ? CompletableFuture.completedFuture(false)
        : CompletableFuture.failedFuture(e);
  }

  private static <T> CompletableFuture<T> future(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }
}
