package io.projectoracle.worker.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the cluster has what the engine stands on, until it has: the topics, and
 * transactions of the second version, without which results can be lost or doubled (KIP-890).
 * Thread-safe; nothing here blocks.
 */
final class ClusterCheck implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterCheck.class);

  private static final String FEATURE = "transaction.version";
  private static final short LEAST_VERSION = 2;
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);

  private final Admin admin;
  private final List<String> topics;
  private volatile boolean passed;
  private volatile boolean closed;
  private volatile @Nullable String problem;

  ClusterCheck(Admin admin, List<String> topics) {
    this.admin = admin;
    this.topics = List.copyOf(topics);
  }

  ClusterCheck start() {
    look();
    return this;
  }

  /** Whether the engine may begin. */
  boolean hasPassed() {
    return passed;
  }

  /** What is missing and how to mend it, as far as is known. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Looks no more. */
  @Override
  public void close() {
    closed = true;
  }

  private void look() {
    if (closed) {
      return;
    }
    CompletableFuture<Void> described =
        future(admin.describeTopics(topics).allTopicNames()).thenAccept(ignored -> {});
    CompletableFuture<FeatureMetadata> features =
        future(admin.describeFeatures().featureMetadata());
    // Both ways of ending are dealt with right here.
    var unused =
        described
            .thenCombine(features, (ignored, found) -> judge(found))
            .exceptionally(ClusterCheck::judge)
            .thenAccept(this::conclude);
  }

  private void conclude(@Nullable String found) {
    if (found != null && !found.equals(problem)) {
      log.error("waiting for the cluster: {}", found);
    }
    problem = found;
    if (found == null) {
      passed = true;
    } else {
      LATER.execute(this::look);
    }
  }

  private static @Nullable String judge(FeatureMetadata features) {
    FinalizedVersionRange range = features.finalizedFeatures().get(FEATURE);
    short version = range == null ? 0 : range.maxVersionLevel();
    return version >= LEAST_VERSION
        ? null
        : FEATURE
            + " must be at least "
            + LEAST_VERSION
            + ": "
            + version
            + "; raise it with: kafka-features.sh upgrade --feature "
            + FEATURE
            + "="
            + LEAST_VERSION;
  }

  private static String judge(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof UnknownTopicOrPartitionException
        ? "a topic is missing; create the topics with: oracle topics create ("
            + message(cause)
            + ")"
        : "the cluster cannot be asked: " + message(cause);
  }

  private static String message(@Nullable Throwable cause) {
    return cause == null ? "unknown" : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private static <T> CompletableFuture<T> future(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }
}
