package io.projectoracle.worker.engine;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that dead workers of the group left open. Otherwise the committed offsets
 * of their partitions, and every {@code read_committed} reader of the topics they wrote to, wait
 * until the broker has timed the transactions out. Thread-safe; nothing here blocks.
 *
 * <p>Dead is whoever is no member of the group any more: a worker begins a transaction only as a
 * member, and ends it before it leaves. A worker that was merely paused for too long learns from
 * its next request that it has been fenced, and makes a new producer.
 */
final class DeadTransactions {
  private static final Logger log = LoggerFactory.getLogger(DeadTransactions.class);

  private final Admin admin;
  private final String group;
  private final String idPrefix;

  /**
   * @param idPrefix what the transactional ids of the group begin with; the worker's name, which is
   *     its client id too, follows
   */
  DeadTransactions(Admin admin, String group, String idPrefix) {
    this.admin = admin;
    this.group = group;
    this.idPrefix = idPrefix;
  }

  /** Completed when there are none left; exceptionally with Kafka's exception. */
  CompletableFuture<Void> end() {
    return ongoing().thenCompose(this::ofDead).thenCompose(this::fence);
  }

  private CompletableFuture<List<String>> ongoing() {
    return list(options().filterOnTransactionalIdPattern("^\\Q" + idPrefix + "\\E.*"))
        .exceptionallyCompose(
            // The pattern needs a broker from 4.1 on (KIP-1152).
            e -> isUnsupported(e) ? list(options()) : CompletableFuture.failedStage(e))
        .toCompletableFuture();
  }

  private static ListTransactionsOptions options() {
    return new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
  }

  private CompletionStage<List<String>> list(ListTransactionsOptions options) {
    return future(admin.listTransactions(options).all())
        .thenApply(
            found ->
                found.stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(idPrefix))
                    .toList());
  }

  private CompletableFuture<Set<String>> members() {
    return future(admin.describeConsumerGroups(List.of(group)).all())
        .thenApply(
            described ->
                described.values().stream()
                    .flatMap(only -> only.members().stream())
                    .map(member -> member.clientId())
                    .collect(Collectors.toSet()));
  }

  private CompletableFuture<List<String>> ofDead(List<String> ids) {
    if (ids.isEmpty()) {
      return CompletableFuture.completedFuture(ids);
    }
    return members()
        .thenApply(
            alive ->
                ids.stream()
                    .filter(id -> !alive.contains(id.substring(idPrefix.length())))
                    .toList());
  }

  private CompletableFuture<Void> fence(Collection<String> ids) {
    if (ids.isEmpty()) {
      return CompletableFuture.allOf();
    }
    log.info("ending transactions of workers that left the group ids={}", ids);
    return future(admin.fenceProducers(ids).all());
  }

  private static boolean isUnsupported(Throwable e) {
    return e instanceof UnsupportedVersionException
        || e.getCause() instanceof UnsupportedVersionException;
  }

  private static <T> CompletableFuture<T> future(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }
}
