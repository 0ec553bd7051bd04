package io.projectoracle.worker.engine;

import io.projectoracle.worker.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commit thread and its transactional producer. One batch at a time: a second transaction of
 * the same producer would only wait for the markers of the first (KAFKA-18654).
 *
 * <p>The outcome is never guessed: a commit that timed out is asked for again, and where the
 * producer is beyond use, the outcome is read from the group's offsets once a new producer with the
 * same transactional id has resolved what the old one left open.
 */
final class Committer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Committer.class);
  private static final Duration BACKOFF = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final ProgressReader progress;
  private final WorkerMetrics metrics;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "oracle-worker-commit"));

  /** Confined to the commit thread. */
  private @Nullable Producer<byte[], byte[]> producer;

  private volatile @Nullable String refusal;

  Committer(
      Supplier<Producer<byte[], byte[]>> producers,
      ProgressReader progress,
      WorkerMetrics metrics) {
    this.producers = producers;
    this.progress = progress;
    this.metrics = metrics;
  }

  /** What Kafka does not allow the worker to do, at the last try. Thread-safe. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Connects ahead of the first batch, which need not wait for it then. Returns at once. */
  void warmUp() {
    thread.execute(
        () -> {
          try {
            ready();
          } catch (KafkaException e) {
            tell("producer is not ready yet, the first commit will try again", e);
          }
        });
  }

  /**
   * Commits a batch. Returns at once; the outcome is told on the commit thread.
   *
   * @param failed told instead if there is none: a fault of the engine's own
   */
  void commit(CommitBatch batch, Consumer<CommitOutcome> ended, Consumer<Throwable> failed) {
    thread.execute(
        () -> {
          long start = System.nanoTime();
          CommitOutcome outcome;
          try {
            outcome = attempt(batch);
          } catch (RuntimeException | Error e) {
            failed.accept(e);
            return;
          }
          metrics.committed(outcome.name(), System.nanoTime() - start, batch.results().size());
          ended.accept(outcome);
        });
  }

  private CommitOutcome attempt(CommitBatch batch) {
    Producer<byte[], byte[]> ready;
    long start = System.nanoTime();
    try {
      ready = ready();
    } catch (KafkaException e) {
      tell("transaction cannot begin, trying again", e);
      return new CommitOutcome.Aborted();
    }
    try {
      ready.beginTransaction();
      send(ready, batch);
      if (!batch.offsets().isEmpty()) {
        ready.sendOffsetsToTransaction(batch.offsets(), batch.group());
      }
      commitUntilKnown(ready);
      refusal = null;
      return new CommitOutcome.Committed();
    } catch (KafkaException | IllegalStateException e) {
      return undo(ready, batch, e, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private void send(Producer<byte[], byte[]> ready, CommitBatch batch) {
    Map<String, Integer> partitionCounts = new HashMap<>();
    for (FinishedRecord result : batch.results()) {
      for (ProducerRecord<byte[], byte[]> record : result.result().records()) {
        // A failed send fails the commit; its own future adds nothing.
        var unused = ready.send(withExistingPartition(ready, record, partitionCounts));
      }
    }
    for (ProducerRecord<byte[], byte[]> record : batch.leftovers()) {
      var unused = ready.send(record);
    }
  }

  /** A send to a partition that does not exist would block for {@code max.block.ms} and fail. */
  private static ProducerRecord<byte[], byte[]> withExistingPartition(
      Producer<byte[], byte[]> ready,
      ProducerRecord<byte[], byte[]> record,
      Map<String, Integer> partitionCounts) {
    Integer partition = record.partition();
    if (partition == null) {
      return record;
    }
    int count =
        partitionCounts.computeIfAbsent(record.topic(), topic -> ready.partitionsFor(topic).size());
    if (partition >= 0 && partition < count) {
      return record;
    }
    log.warn(
        "partition does not exist, using the default partitioner topic={} partition={} partitions={}",
        record.topic(),
        partition,
        count);
    return new ProducerRecord<>(
        record.topic(), null, record.timestamp(), record.key(), record.value(), record.headers());
  }

  /** A timeout leaves the outcome open; asking again is safe, anything else is not. */
  private void commitUntilKnown(Producer<byte[], byte[]> ready) {
    while (true) {
      try {
        ready.commitTransaction();
        return;
      } catch (TimeoutException e) {
        log.warn("commit timed out, asking again", e);
        if (isClosing()) {
          throw e;
        }
      }
    }
  }

  private CommitOutcome undo(
      Producer<byte[], byte[]> failed, CommitBatch batch, RuntimeException cause, Duration after) {
    try {
      failed.abortTransaction();
      // A link too slow for its results shows in the time: the broker aborts after the timeout.
      tell(
          "transaction aborted after "
              + after.toMillis()
              + " ms, its results are kept and committed again results="
              + batch.results().size(),
          cause);
      return new CommitOutcome.Aborted();
    } catch (KafkaException | IllegalStateException e) {
      tell("producer is beyond use, making a new one", cause);
      failed.close(Duration.ZERO);
      producer = null;
      return resolve(batch);
    }
  }

  private CommitOutcome resolve(CommitBatch batch) {
    while (true) {
      try {
        ready();
        return new CommitOutcome.Resolved(progress.read(batch.offsets().keySet()).get());
      } catch (KafkaException | ExecutionException e) {
        tell("outcome of the last transaction is not known yet, asking again", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CommitOutcome.Aborted();
      }
      if (pause()) {
        return new CommitOutcome.Aborted();
      }
    }
  }

  /** The producer, with everything its predecessor left open resolved. */
  private Producer<byte[], byte[]> ready() {
    Producer<byte[], byte[]> current = producer;
    if (current != null) {
      return current;
    }
    Producer<byte[], byte[]> fresh = producers.get();
    try {
      fresh.initTransactions();
    } catch (KafkaException e) {
      fresh.close(Duration.ZERO);
      throw e;
    }
    producer = fresh;
    return fresh;
  }

  /** A refusal lasts until somebody grants what is missing: said once, not at every try. */
  private void tell(String consequence, Exception failure) {
    Throwable reason = failure instanceof AuthorizationException ? failure : failure.getCause();
    if (!(reason instanceof AuthorizationException)) {
      log.warn(consequence, failure);
      return;
    }
    String text = reason.getMessage() + " (" + reason.getClass().getSimpleName() + ")";
    if (text.equals(refusal)) {
      log.debug(consequence, failure);
    } else {
      log.error("Kafka refuses to commit, {}: {}", consequence, text);
    }
    refusal = text;
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /**
   * Waits before a repetition.
   *
   * @return whether the committer is being closed
   */
  private boolean pause() {
    try {
      return closing.await(BACKOFF.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Ends the thread within some seconds; the last batch must have ended before. */
  @Override
  public void close() {
    closing.countDown();
    thread.execute(
        () -> {
          if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
          }
        });
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis() * 2, TimeUnit.MILLISECONDS)) {
        List<Runnable> never = thread.shutdownNow();
        log.warn("commit thread did not end in time, waiting tasks={}", never.size());
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
