package io.projectoracle.client;

import io.projectoracle.contract.Cancel;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;

/** Publishes cancels; the topic is looked up for the first one. Thread-safe. */
final class CancelPublisher {
  private final ClientSettings settings;
  private final RecordPublisher publisher;
  private final CancelRecords records;
  private volatile boolean topicKnown;

  CancelPublisher(ClientSettings settings, RecordPublisher publisher) {
    this.settings = settings;
    this.publisher = publisher;
    this.records = new CancelRecords(settings.topics().cancels());
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
        .thenComposeAsync(each -> publisher.publish(CancelRecords.name(each), records.record(each)))
        .thenAccept(position -> {});
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
