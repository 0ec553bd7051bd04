package io.projectoracle.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A client of Oracle: publishes queries and receives their answers through Kafka. Thread-safe; one
 * per process is enough.
 *
 * <p>Queries are published with an idempotent producer and {@code acks=all}. Answers are read from
 * the one partition of the answers topic that belongs to the client id, from its end at the first
 * {@link #submit} on, and only once the worker's transaction is committed. They arrive in any
 * order, each future is completed at most once.
 *
 * <p>Dependents of a future run on the client's own thread {@code oracle-client-answers}: use the
 * {@code …Async} methods for anything that takes long.
 */
public final class OracleClient implements AutoCloseable {
  private final Settings settings;
  private final InFlightQueries inFlight;
  private final QueryRecords records;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;
  private final Object startLock = new Object();

  /** Partitions of the answers topic; 0 until the topics are known to exist. */
  private volatile int answerPartitions;

  private volatile @Nullable AnswerSubscription answers;

  @GuardedBy("startLock")
  private boolean closed;

  OracleClient(Settings settings, InFlightQueries inFlight) {
    this.settings = settings;
    this.inFlight = inFlight;
    this.records =
        new QueryRecords(settings.topics.queries(), settings.sizeLimits, settings.clientId);
    this.consumer = KafkaClients.reader(settings.connection, settings.clientId);
    this.producer =
        KafkaClients.producer(settings.connection, settings.clientId, settings.sizeLimits);
  }

  /** Starts the settings of a client. */
  public static OracleClientBuilder builder() {
    return new OracleClientBuilder();
  }

  /** The name under which answers return. */
  public String clientId() {
    return settings.clientId;
  }

  /** How many answers are awaited at present. */
  public int inFlight() {
    return inFlight.size();
  }

  /**
   * Publishes a query and promises its answer, however it ends: see {@link Answer#status}. Blocks
   * at first use, until the topics are known; while as many answers are awaited as are allowed at a
   * time; and while Kafka's send buffer is full. Called by a dependent of another answer it does
   * not wait for others to be answered, since nobody else could receive their answers.
   *
   * <p>A caller who gives up may complete or cancel the future; the query itself is answered all
   * the same.
   *
   * @return completed with the answer, or exceptionally with an {@link OracleClientException} if
   *     the query could not be published or the client was closed before the answer came
   * @throws IllegalArgumentException if the query is larger than allowed; nothing was published
   * @throws IllegalStateException if a query of that id is in flight, or the client is closed
   * @throws OracleClientException if there is no such topic or no broker answers
   * @throws InterruptException if the thread was interrupted while it waited; its flag is set
   */
  public CompletableFuture<Answer> submit(Query query) {
    byte[] value = records.encode(query);
    AnswerSubscription subscription = awaitAnswers();
    CompletableFuture<Answer> future = enter(query.id(), subscription);
    publish(
        records.record(query, value, replyPartition()),
        (metadata, failure) -> {
          if (failure != null) {
            inFlight.fail(query.id(), notPublished(query.id(), failure));
          }
        });
    return future;
  }

  /**
   * Publishes a query and leaves its answer to whoever reads the answers topic. Blocks as {@link
   * #submit} does, but not for answers.
   *
   * @return completed with the position of the query's record once all replicas have it, or
   *     exceptionally with an {@link OracleClientException}
   * @throws IllegalArgumentException if the query is larger than allowed; nothing was published
   * @throws OracleClientException if there is no such topic or no broker answers
   */
  public CompletableFuture<SourcePosition> send(Query query) {
    byte[] value = records.encode(query);
    awaitTopics();
    CompletableFuture<SourcePosition> position = new CompletableFuture<>();
    publish(
        records.record(query, value, replyPartition()),
        (metadata, failure) -> {
          if (failure == null) {
            position.complete(
                new SourcePosition(metadata.topic(), metadata.partition(), metadata.offset()));
          } else {
            position.completeExceptionally(notPublished(query.id(), failure));
          }
        });
    return position;
  }

  /**
   * Waits until queries on their way are with Kafka, at most for the close timeout, then stops.
   * Futures still open fail; their answers stay on the answers topic.
   */
  @Override
  public void close() {
    AnswerSubscription subscription;
    synchronized (startLock) {
      if (closed) {
        return;
      }
      closed = true;
      subscription = answers;
      if (subscription == null) {
        consumer.close(CloseOptions.timeout(settings.closeTimeout));
      }
    }
    producer.close(settings.closeTimeout);
    inFlight.end(
        new OracleClientException(
            "client is closed before the answer came; it stays on topic '"
                + settings.topics.answers()
                + "'"));
    if (subscription != null) {
      subscription.stop(settings.closeTimeout);
    }
  }

  private CompletableFuture<Answer> enter(String id, AnswerSubscription subscription) {
    if (subscription.isOwnThread()) {
      return inFlight.addAtOnce(id);
    }
    try {
      return inFlight.add(id);
    } catch (InterruptedException e) {
      throw new InterruptException(e); // Restores the flag.
    }
  }

  /** What fails at once, rather than later, fails through the callback too. */
  private void publish(ProducerRecord<byte[], byte[]> record, Callback callback) {
    try {
      var unused = producer.send(record, callback);
    } catch (KafkaException | IllegalStateException e) {
      callback.onCompletion(null, e);
    }
  }

  private int replyPartition() {
    return ClientIds.replyPartition(settings.clientId, answerPartitions);
  }

  private void awaitTopics() {
    if (answerPartitions > 0) {
      return;
    }
    synchronized (startLock) {
      if (closed) {
        throw new IllegalStateException("client is closed");
      }
      if (answerPartitions == 0) {
        var leaders = new TopicLeaders(settings.connection, consumer, settings.connectTimeout);
        leaders.await(settings.topics.queries());
        answerPartitions = leaders.await(settings.topics.answers());
      }
    }
  }

  private AnswerSubscription awaitAnswers() {
    AnswerSubscription started = answers;
    if (started != null) {
      return started;
    }
    synchronized (startLock) {
      awaitTopics();
      started = answers;
      if (started == null) {
        started = startAnswers();
        answers = started;
      }
      return started;
    }
  }

  private AnswerSubscription startAnswers() {
    var partition = new TopicPartition(settings.topics.answers(), replyPartition());
    try {
      return AnswerSubscription.start(
          consumer, partition, settings.clientId, inFlight, settings.connectTimeout);
    } catch (TimeoutException e) {
      throw KafkaClients.unreachable(settings.connection, e);
    }
  }

  private static OracleClientException notPublished(String id, Exception failure) {
    return new OracleClientException(
        "query " + id + " could not be published: " + failure.getMessage(), failure);
  }

  /** What a client is told once and for all. */
  record Settings(
      KafkaConnection connection,
      Topics topics,
      String clientId,
      SizeLimits sizeLimits,
      Duration connectTimeout,
      Duration closeTimeout) {}
}
