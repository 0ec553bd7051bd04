package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.CommittedOffset;
import io.projectoracle.worker.offset.OffsetMap;
import io.projectoracle.worker.offset.PartitionProgress;
import io.projectoracle.worker.offset.Tenure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the group has committed, through the admin client, so that the poll thread need not
 * wait. Stable offsets are asked for: those of an open transaction are waited for (KIP-447).
 * Thread-safe.
 */
final class ProgressReader {
  private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

  /** Longer than any transaction of a worker stays open by itself. */
  private static final Duration STABLE_LIMIT = Duration.ofSeconds(30);

  private final Admin admin;
  private final EngineTopics topics;
  private final EngineSettings.@Nullable StartFrom startFrom;

  ProgressReader(Admin admin, EngineTopics topics, EngineSettings.@Nullable StartFrom startFrom) {
    this.admin = admin;
    this.topics = topics;
    this.startFrom = startFrom;
  }

  /** Progress of each of the partitions; fails with Kafka's exception. Never blocks. */
  CompletableFuture<Map<TopicPartition, Progress>> read(Collection<TopicPartition> partitions) {
    // The log is looked at afterwards: an end from before could lie below what was committed since.
    return stable(partitions, System.nanoTime())
        .thenCompose(
            committed ->
                offsets(partitions, OffsetSpec.earliest())
                    .thenCombine(
                        offsets(partitions, OffsetSpec.latest()),
                        (starts, ends) -> judge(partitions, committed, starts, ends)));
  }

  /**
   * The committed offsets, once none of them is part of an open transaction. The admin client does
   * not wait for that by itself: it leaves such partitions out, while one without a committed
   * offset is there with null. Taking the one for the other would stop a partition, or skip
   * records.
   */
  private CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> stable(
      Collection<TopicPartition> partitions, long since) {
    return future(
            admin
                .listConsumerGroupOffsets(
                    Map.of(
                        topics.group(),
                        new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                    new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(topics.group()))
        .thenCompose(
            found -> {
              if (found.keySet().containsAll(partitions)) {
                return CompletableFuture.completedFuture(found);
              }
              if (System.nanoTime() - since > STABLE_LIMIT.toNanos()) {
                return CompletableFuture.failedFuture(
                    new TimeoutException(
                        "committed offsets of group '"
                            + topics.group()
                            + "' are part of an open transaction, or must not be read"));
              }
              return CompletableFuture.supplyAsync(() -> null, SOON)
                  .thenCompose(ignored -> stable(partitions, since));
            });
  }

  private Map<TopicPartition, Progress> judge(
      Collection<TopicPartition> partitions,
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, ListOffsetsResultInfo> starts,
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    Map<TopicPartition, Progress> progress = new HashMap<>();
    for (TopicPartition partition : partitions) {
      progress.put(
          partition,
          judge(
              partition,
              committed.get(partition),
              offset(starts, partition),
              offset(ends, partition)));
    }
    return progress;
  }

  private Progress judge(
      TopicPartition partition, @Nullable OffsetAndMetadata committed, long logStart, long logEnd) {
    if (committed == null && startFrom != null) {
      long first = startFrom == EngineSettings.StartFrom.EARLIEST ? logStart : logEnd;
      return new Progress.Known(
          new PartitionProgress(OffsetMap.startingAt(first), Tenure.NONE), logEnd);
    }
    CommittedOffset judged =
        committed == null
            ? CommittedOffset.judge(null, "", logStart, logEnd)
            : CommittedOffset.judge(committed.offset(), committed.metadata(), logStart, logEnd);
    if (judged instanceof CommittedOffset.Broken broken) {
      return new Progress.Stuck(broken.advice(topics.resetCommand(partition.partition())));
    }
    return new Progress.Known(((CommittedOffset.Sound) judged).progress(), logEnd);
  }

  private CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
      Collection<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> request = new HashMap<>();
    for (TopicPartition partition : partitions) {
      request.put(partition, spec);
    }
    return future(admin.listOffsets(request).all());
  }

  private static long offset(
      Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
    ListOffsetsResultInfo info = offsets.get(partition);
    return info == null ? 0 : info.offset();
  }

  private static <T> CompletableFuture<T> future(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }
}
