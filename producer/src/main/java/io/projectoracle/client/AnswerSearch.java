package io.projectoracle.client;

import io.projectoracle.contract.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for answers that arrived earlier. Thread and consumer are made for the first search; only
 * the thread touches the consumer. All that are sought when a scan begins share it, so however many
 * callers there are, one scan is under way and one awaits its end. Thread-safe.
 */
final class AnswerSearch {
  private static final Logger log = LoggerFactory.getLogger(AnswerSearch.class);

  /** How long Kafka may be away: as long as its producer tries. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ClientSettings settings;
  private final Queue<SoughtAnswer> waiting = new ConcurrentLinkedQueue<>();
  private final ThreadPoolExecutor executor;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private volatile boolean stopped;

  AnswerSearch(ClientSettings settings) {
    this.settings = settings;
    this.executor =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
  }

  /**
   * Looks for an answer up to the present end of the partition, and at least up to an offset.
   *
   * @return the answer or, once the end was reached, nothing; whoever completes it ends the search
   */
  CompletableFuture<Optional<Answer>> search(String id, TopicPartition partition, long atLeastTo) {
    Instant notBefore =
        IdTimes.of(id).map(time -> time.minus(settings.clockSlack())).orElse(Instant.EPOCH);
    var answer = new SoughtAnswer(id, notBefore, atLeastTo, new CompletableFuture<>());
    waiting.add(answer);
    try {
      executor.execute(() -> searchWaiting(partition));
    } catch (RejectedExecutionException e) {
      failWaiting();
    }
    return answer.found();
  }

  boolean isOwnThread() {
    return Thread.currentThread() == thread;
  }

  /** Fails what is sought; waits for the thread unless called on it. */
  synchronized void stop(Duration timeout) {
    if (stopped) {
      return;
    }
    stopped = true;
    Consumer<byte[], byte[]> opened = consumer;
    if (opened != null) {
      opened.wakeup();
    }
    if (thread != null) {
      executor.execute(this::closeConsumer);
    }
    executor.shutdown();
    failWaiting();
    if (isOwnThread()) {
      return;
    }
    try {
      executor.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void searchWaiting(TopicPartition partition) {
    List<SoughtAnswer> batch = new ArrayList<>();
    for (SoughtAnswer next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(next);
    }
    if (batch.isEmpty()) {
      return; // An earlier scan has taken them along.
    }
    try {
      scanUntilItSucceeds(partition, batch);
      batch.forEach(answer -> answer.found().complete(Optional.empty()));
    } catch (WakeupException e) {
      fail(batch, closed());
    } catch (RetriableException e) {
      fail(batch, KafkaClients.unreachable(settings.connection(), e));
    } catch (RuntimeException e) {
      fail(
          batch,
          new OracleClientException(
              "searching answers in " + partition + " failed: " + e.getMessage(), e));
    }
  }

  private void scanUntilItSucceeds(TopicPartition partition, List<SoughtAnswer> batch) {
    long startNanos = System.nanoTime();
    while (true) {
      if (stopped) {
        throw new WakeupException();
      }
      try {
        var scan =
            new AnswerScan(
                openConsumer(), partition, settings.clientId(), settings.connectTimeout(), batch);
        scan.run();
        return;
      } catch (RetriableException e) {
        if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
          throw e;
        }
        log.debug("search is repeated partition={}", partition, e);
        TopicLeaders.pause();
      }
    }
  }

  private Consumer<byte[], byte[]> openConsumer() {
    Consumer<byte[], byte[]> opened = consumer;
    if (opened == null) {
      opened = KafkaClients.reader(settings.connection(), settings.clientId() + "-search");
      consumer = opened;
    }
    return opened;
  }

  private void closeConsumer() {
    Consumer<byte[], byte[]> opened = consumer;
    if (opened != null) {
      opened.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private void failWaiting() {
    for (SoughtAnswer next = waiting.poll(); next != null; next = waiting.poll()) {
      next.found().completeExceptionally(closed());
    }
  }

  private OracleClientException closed() {
    return new OracleClientException(
        "client is closed before the answer was found; it stays on topic '"
            + settings.topics().answers()
            + "'");
  }

  private static void fail(List<SoughtAnswer> batch, OracleClientException reason) {
    batch.forEach(answer -> answer.found().completeExceptionally(reason));
  }

  private Thread newThread(Runnable work) {
    var created = new Thread(work, "oracle-client-search");
    created.setDaemon(true);
    thread = created;
    return created;
  }
}
