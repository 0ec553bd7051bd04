package io.projectoracle.worker.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where to go on in partitions that were assigned: ends the transactions that dead
 * workers left open, and reads what is committed once none is open any more. Confined to the poll
 * thread; nothing here blocks.
 */
final class TakeOver {
  private static final Logger log = LoggerFactory.getLogger(TakeOver.class);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  private final Partitions partitions;
  private final ProgressReader progress;
  private final DeadTransactions deadTransactions;
  private final Mailbox mailbox;
  private final BiConsumer<OwnedPartition, Progress> found;
  private int underway;

  /**
   * @param found told for each partition that is still owned what is committed
   */
  TakeOver(
      Partitions partitions,
      ProgressReader progress,
      DeadTransactions deadTransactions,
      Mailbox mailbox,
      BiConsumer<OwnedPartition, Progress> found) {
    this.partitions = partitions;
    this.progress = progress;
    this.deadTransactions = deadTransactions;
    this.mailbox = mailbox;
    this.found = found;
  }

  boolean isUnderway() {
    return underway > 0;
  }

  /** Begins, and goes on trying as long as they are owned. */
  void begin(Collection<TopicPartition> assigned) {
    List<OwnedPartition> owners = partitions.select(assigned);
    if (owners.isEmpty()) {
      return;
    }
    underway++;
    endDeadTransactions();
    // Both ways of ending are dealt with in the mailbox.
    var unused =
        progress
            .read(List.copyOf(assigned))
            .whenComplete(
                (known, error) ->
                    mailbox.post(
                        () -> {
                          underway--;
                          if (error == null) {
                            tell(owners, known);
                          } else {
                            tryAgain(owners, error);
                          }
                        }));
  }

  /** The committed offsets are waited for in any case; this makes the wait a short one. */
  private void endDeadTransactions() {
    var unused =
        deadTransactions
            .end()
            .exceptionally(
                e -> {
                  log.warn("transactions of dead workers cannot be ended, waiting for them", e);
                  return null;
                });
  }

  private void tell(List<OwnedPartition> owners, Map<TopicPartition, Progress> known) {
    for (OwnedPartition owner : owners) {
      Progress committed = known.get(owner.partition());
      if (isWaiting(owner) && committed != null) {
        found.accept(owner, committed);
      }
    }
  }

  private void tryAgain(List<OwnedPartition> owners, Throwable error) {
    List<TopicPartition> waiting =
        owners.stream().filter(TakeOver::isWaiting).map(OwnedPartition::partition).toList();
    if (!waiting.isEmpty()) {
      log.warn("committed offsets cannot be read, asking again", error);
      CompletableFuture.delayedExecutor(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> mailbox.post(() -> begin(waiting)));
    }
  }

  private static boolean isWaiting(OwnedPartition owner) {
    return owner.state() == OwnedPartition.State.RECOVERING;
  }
}
