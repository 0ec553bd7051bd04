package io.projectoracle.worker.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the cluster has what the engine stands on, until it has: the topics, the right to
 * use them, first offsets, and transactions of the second version, without which results can be
 * lost or doubled (KIP-890). Thread-safe; nothing here blocks.
 */
final class ClusterCheck implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterCheck.class);

  private static final String FEATURE = "transaction.version";
  private static final short LEAST_VERSION = 2;
  private static final String GRANT = "; grant it with: kafka-acls.sh --add";
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);

  private final Admin admin;
  private final EngineTopics topics;
  private final FirstOffsetsCheck firstOffsets;
  private volatile boolean passed;
  private volatile boolean closed;
  private volatile @Nullable String problem;

  ClusterCheck(Admin admin, EngineTopics topics, FirstOffsetsCheck firstOffsets) {
    this.admin = admin;
    this.topics = topics;
    this.firstOffsets = firstOffsets;
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
    CompletableFuture<List<String>> refused = refused();
    CompletableFuture<FeatureMetadata> features =
        future(admin.describeFeatures().featureMetadata());
    // Both ways of ending are dealt with right here.
    var unused =
        refused
            .thenCombine(features, ClusterCheck::judge)
            .thenCombine(
                firstOffsets.problem(), (problem, offsets) -> problem == null ? offsets : problem)
            .exceptionally(ClusterCheck::judge)
            .thenAccept(this::conclude);
  }

  /** What the worker needs and may not do; fails if a topic is missing. */
  private CompletableFuture<List<String>> refused() {
    var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    CompletableFuture<List<String>> refused = CompletableFuture.completedFuture(List.of());
    Map<String, AclOperation> needs = topics.needs();
    for (var topic : admin.describeTopics(needs.keySet(), options).topicNameValues().entrySet()) {
      String name = topic.getKey();
      AclOperation need = Objects.requireNonNull(needs.get(name));
      refused =
          refused.thenCombine(
              mayNot(need, topic.getValue()),
              (others, mayNot) -> mayNot ? with(others, need + " topic '" + name + "'") : others);
    }
    return refused;
  }

  private static CompletableFuture<Boolean> mayNot(
      AclOperation need, KafkaFuture<TopicDescription> topic) {
    return future(topic)
        .thenApply(
            described -> {
              Set<AclOperation> granted = described.authorizedOperations();
              return granted != null && !granted.contains(need);
            })
        .exceptionallyCompose(
            e ->
                unwrapped(e) instanceof TopicAuthorizationException
                    ? CompletableFuture.completedFuture(true)
                    : CompletableFuture.failedFuture(e));
  }

  private static List<String> with(List<String> others, String another) {
    return Stream.concat(others.stream(), Stream.of(another)).sorted().toList();
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

  private static @Nullable String judge(List<String> refused, FeatureMetadata features) {
    if (!refused.isEmpty()) {
      return "the worker must be allowed to " + String.join(", ", refused) + GRANT;
    }
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
    Throwable cause = unwrapped(failure);
    if (cause instanceof UnknownTopicOrPartitionException) {
      return "a topic is missing; create the topics with: oracle topics create ("
          + message(cause)
          + ")";
    }
    return cause instanceof GroupAuthorizationException refused
        ? "the worker must be allowed to READ group '" + refused.groupId() + "'" + GRANT
        : "the cluster cannot be asked: " + message(cause);
  }

  private static @Nullable Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  private static String message(@Nullable Throwable cause) {
    return cause == null ? "unknown" : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private static <T> CompletableFuture<T> future(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }
}
