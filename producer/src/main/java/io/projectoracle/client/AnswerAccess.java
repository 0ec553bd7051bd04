package io.projectoracle.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A client's way to its answers, opened at first use: finds out where they arrive, and starts to
 * read there. Thread-safe; owns the consumer until the {@link AnswerTail} does.
 */
final class AnswerAccess {
  private final ClientSettings settings;
  private final InFlightQueries inFlight;
  private final AnswerDeadlines deadlines;
  private final Consumer<byte[], byte[]> consumer;

  @GuardedBy("this")
  private boolean closed;

  /** Absent until the topics are known to exist. */
  private volatile @Nullable TopicPartition replyPartition;

  private volatile @Nullable AnswerTail tail;

  AnswerAccess(
      ClientSettings settings,
      InFlightQueries inFlight,
      AnswerDeadlines deadlines,
      Consumer<byte[], byte[]> consumer) {
    this.settings = settings;
    this.inFlight = inFlight;
    this.deadlines = deadlines;
    this.consumer = consumer;
  }

  /** The client's partition of the answers topic, once both topics are there. */
  TopicPartition awaitPartition() {
    TopicPartition known = replyPartition;
    return known == null ? findPartition() : known;
  }

  /** What reads that partition. */
  AnswerTail awaitTail() {
    AnswerTail started = tail;
    return started == null ? startTail() : started;
  }

  /** Whether the caller is the thread that reads answers. */
  boolean isOwnThread() {
    AnswerTail started = tail;
    return started != null && started.isOwnThread();
  }

  /** Lets nothing start any more. */
  synchronized void close() {
    if (!closed && tail == null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
    closed = true;
  }

  /** Ends reading, if it was started. */
  void stop(Duration timeout) {
    AnswerTail started = tail;
    if (started != null) {
      started.stop(timeout);
    }
  }

  private synchronized TopicPartition findPartition() {
    requireOpen();
    TopicPartition partition = replyPartition;
    if (partition == null) {
      var leaders = new TopicLeaders(settings.connection(), consumer, settings.connectTimeout());
      leaders.await(settings.topics().queries());
      String topic = settings.topics().answers();
      int partitions = leaders.await(topic);
      partition =
          new TopicPartition(topic, ClientIds.replyPartition(settings.clientId(), partitions));
      replyPartition = partition;
    }
    return partition;
  }

  private synchronized AnswerTail startTail() {
    requireOpen();
    AnswerTail started = tail;
    if (started == null) {
      try {
        started =
            AnswerTail.start(
                consumer,
                awaitPartition(),
                settings.clientId(),
                inFlight,
                deadlines,
                settings.connectTimeout());
      } catch (TimeoutException e) {
        throw KafkaClients.unreachable(settings.connection(), e);
      }
      tail = started;
    }
    return started;
  }

  @GuardedBy("this")
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("client is closed");
    }
  }
}
