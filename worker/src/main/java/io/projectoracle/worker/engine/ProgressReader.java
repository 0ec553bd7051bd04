package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.OffsetMap;
import io.projectoracle.worker.offset.OffsetMapCodec;
import io.projectoracle.worker.offset.UnreadableOffsetMapException;
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
  private final String group;
  private final EngineSettings.@Nullable StartFrom startFrom;

  ProgressReader(Admin admin, String group, EngineSettings.@Nullable StartFrom startFrom) {
    this.admin = admin;
    this.group = group;
    this.startFrom = startFrom;
  }

  /** Progress of each of the partitions; fails with Kafka's exception. Never blocks. */
  CompletableFuture<Map<TopicPartition, Progress>> read(Collection<TopicPartition> partitions) {
    CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committed =
        stable(partitions, System.nanoTime());
    CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> earliest =
        offsets(partitions, OffsetSpec.earliest());
    CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> latest =
        startFrom == EngineSettings.StartFrom.LATEST
            ? offsets(partitions, OffsetSpec.latest())
            : CompletableFuture.completedFuture(Map.of());
    return CompletableFuture.allOf(committed, earliest, latest)
        .thenApply(
            ignored -> {
              Map<TopicPartition, Progress> progress = new HashMap<>();
              for (TopicPartition partition : partitions) {
                progress.put(
                    partition,
                    judge(
                        partition,
                        committed.join().get(partition),
                        offset(earliest.join(), partition),
                        offset(latest.join(), partition)));
              }
              return progress;
            });
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
                    Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                    new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(group))
        .thenCompose(
            found -> {
              if (found.keySet().containsAll(partitions)) {
                return CompletableFuture.completedFuture(found);
              }
              if (System.nanoTime() - since > STABLE_LIMIT.toNanos()) {
                return CompletableFuture.failedFuture(
                    new TimeoutException(
                        "committed offsets of group '"
                            + group
                            + "' are part of an open transaction, or must not be read"));
              }
              return CompletableFuture.supplyAsync(() -> null, SOON)
                  .thenCompose(ignored -> stable(partitions, since));
            });
  }

  private Progress judge(
      TopicPartition partition, @Nullable OffsetAndMetadata committed, long logStart, long logEnd) {
    if (committed == null) {
      if (startFrom == null) {
        return new Progress.Stuck(
            "group '"
                + group
                + "' has no committed offset; set it with: oracle topics create, or start the"
                + " worker with oracle.worker.start-from=earliest or latest");
      }
      long start = startFrom == EngineSettings.StartFrom.EARLIEST ? logStart : logEnd;
      return new Progress.Known(OffsetMap.startingAt(start));
    }
    if (committed.offset() < logStart) {
      return new Progress.Stuck(
          "records "
              + committed.offset()
              + " to "
              + (logStart - 1)
              + " were deleted before they were answered; to go on without them, stop the workers"
              + " and set the offset of group '"
              + group
              + "' to "
              + logStart);
    }
    try {
      return new Progress.Known(OffsetMapCodec.decode(committed.offset(), committed.metadata()));
    } catch (UnreadableOffsetMapException e) {
      return new Progress.Stuck(
          e.getMessage()
              + "; to go on from offset "
              + committed.offset()
              + ", accepting that finished records after it are repeated, stop the workers and"
              + " commit that offset for group '"
              + group
              + "' without metadata (partition "
              + partition
              + ")");
    }
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
