package io.projectoracle.client;

import io.projectoracle.contract.Cancel;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes for others, who look for their answers by the query's id: the queries name no client,
 * so that the key of an answer is the id, and its partition the one where Kafka's default
 * partitioner puts the id. Idempotent, {@code acks=all}. Thread-safe.
 *
 * <p>Topics are not looked at: whoever uses this knows that they exist.
 */
public final class QueryPublisher implements AutoCloseable {
  private final QueryRecords queries;
  private final CancelRecords cancels;
  private final RecordPublisher publisher;
  private final Duration timeout;

  /**
   * A publisher. It connects in the background.
   *
   * @param clientId how it names itself to the brokers
   * @param timeout bound on the time from a call to the completion of its future
   * @throws OracleClientException if Kafka does not accept the connection's properties
   */
  public QueryPublisher(
      KafkaConnection connection,
      Topics topics,
      SizeLimits sizeLimits,
      String clientId,
      Duration timeout) {
    this.timeout = timeout;
    this.queries = new QueryRecords(topics.queries(), sizeLimits, clientId);
    this.cancels = new CancelRecords(topics.cancels());
    this.publisher =
        new RecordPublisher(KafkaClients.producer(connection, clientId, sizeLimits, timeout));
  }

  /**
   * Publishes a query. Blocks only while Kafka's send buffer is full or the topic's leaders are not
   * known, and then at most for a part of the timeout.
   *
   * @param traceparent W3C Trace Context to be carried to the answer
   * @return completed with the position of the query's record once all replicas have it, or
   *     exceptionally with an {@link OracleClientException}; then it may have been published all
   *     the same
   * @throws IllegalArgumentException if the query is larger than allowed; nothing was published
   */
  public CompletableFuture<SourcePosition> publish(Query query, @Nullable String traceparent) {
    ProducerRecord<byte[], byte[]> record =
        queries.recordWithoutClient(query, queries.encode(query));
    if (traceparent != null) {
      record.headers().add(Headers.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
    }
    return publisher.publish("query " + query.id(), record);
  }

  /** Publishes that a query is not wanted any more; as {@link #publish}. */
  public CompletableFuture<SourcePosition> publish(Cancel cancel) {
    return publisher.publish(CancelRecords.name(cancel), cancels.record(cancel));
  }

  /** Waits until what was sent is with Kafka, at most for the timeout. */
  @Override
  public void close() {
    publisher.close(timeout);
  }
}
