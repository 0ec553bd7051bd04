package io.projectoracle.client;

import io.projectoracle.contract.SourcePosition;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;

/** Publishes records; its futures are completed on Kafka's own thread. Thread-safe. */
final class RecordPublisher {
  private final Producer<byte[], byte[]> producer;

  RecordPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Publishes a record. Blocks while Kafka's send buffer is full.
   *
   * @param what names the record in messages
   * @return the record's position once all replicas have it, or an {@link OracleClientException}
   */
  CompletableFuture<SourcePosition> publish(String what, ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<SourcePosition> published = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  published.complete(position(metadata));
                } else {
                  published.completeExceptionally(notPublished(what, record.topic(), failure));
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      // What fails at once fails like what fails later.
      published.completeExceptionally(notPublished(what, record.topic(), e));
    }
    return published;
  }

  /** Waits for what is on its way. */
  void close(Duration timeout) {
    producer.close(timeout);
  }

  private static SourcePosition position(RecordMetadata metadata) {
    return new SourcePosition(metadata.topic(), metadata.partition(), metadata.offset());
  }

  private static OracleClientException notPublished(String what, String topic, Exception failure) {
    // All that a user is told who may write to no topic at all.
    String reason =
        failure instanceof ClusterAuthorizationException
            ? "this user must be allowed to Write topic '" + topic + "'"
            : failure.getMessage();
    return new OracleClientException(what + " could not be published: " + reason, failure);
  }
}
