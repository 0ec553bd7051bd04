package io.projectoracle.client;

import io.projectoracle.contract.Cancel;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes cancels; the topic is looked up for the first one. Thread-safe. */
final class CancelPublisher {
  private final ClientSettings settings;
  private final RecordPublisher publisher;
  private volatile boolean topicKnown;

  CancelPublisher(ClientSettings settings, RecordPublisher publisher) {
    this.settings = settings;
    this.publisher = publisher;
  }

  /**
   * Publishes a cancel.
   *
   * @param published ends when the query is with Kafka: a cancel that overtakes it is without
   *     effect
   */
  CompletableFuture<Void> publish(Cancel cancel, CompletableFuture<?> published) {
    awaitTopic();
    // Not on Kafka's own thread, on which publishing may wait for itself.
    return published
        .handle((any, failure) -> cancel)
        .thenComposeAsync(
            each -> publisher.publish("cancel of query " + each.queryId(), record(each)))
        .thenAccept(position -> {});
  }

  private ProducerRecord<byte[], byte[]> record(Cancel cancel) {
    var record =
        new ProducerRecord<>(
            settings.topics().cancels(),
            cancel.queryId().getBytes(StandardCharsets.UTF_8),
            MessageCodec.encode(cancel));
    record
        .headers()
        .add(
            Headers.SCHEMA_VERSION,
            Headers.CURRENT_SCHEMA_VERSION.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private void awaitTopic() {
    if (topicKnown) {
      return;
    }
    try (Consumer<byte[], byte[]> consumer =
        KafkaClients.reader(settings.connection(), settings.clientId() + "-cancels")) {
      new TopicLeaders(settings.connection(), consumer, settings.connectTimeout())
          .await(settings.topics().cancels());
    }
    topicKnown = true;
  }
}
