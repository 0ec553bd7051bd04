package io.projectoracle.client;

import io.projectoracle.client.SubscriptionSettings.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;

/** Starts subscriptions of one client. Immutable. */
record Subscribing(ClientSettings client) {
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

  /** A subscription at work; its position exists when this returns. */
  AnswerSubscription start(SubscriptionSettings settings, AnswerHandler handler) {
    if (settings.group().equals(client.topics().workerGroup())) {
      throw new IllegalArgumentException(
          "group must not be the one of the workers: " + settings.group());
    }
    Consumer<byte[], byte[]> consumer =
        KafkaClients.subscriber(
            client.connection(), client.clientId() + "-" + settings.group(), settings.group());
    try {
      return start(settings, handler, consumer);
    } catch (TimeoutException e) {
      consumer.close();
      throw KafkaClients.unreachable(client.connection(), e);
    } catch (KafkaException e) {
      consumer.close();
      throw new OracleClientException(
          "subscription of group '" + settings.group() + "' cannot start: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private AnswerSubscription start(
      SubscriptionSettings settings, AnswerHandler handler, Consumer<byte[], byte[]> consumer) {
    String topic = client.topics().answers();
    int count =
        new TopicLeaders(client.connection(), consumer, client.connectTimeout()).await(topic);
    var partitions = new SubscribedPartitions(consumer, client.connectTimeout());
    boolean ownOnly = settings.scope() == Scope.OWN_CLIENT;
    if (ownOnly) {
      int own = ClientIds.replyPartition(client.clientId(), count);
      Set<TopicPartition> assignment = Set.of(new TopicPartition(topic, own));
      commitFirstPositions(consumer, assignment, settings.firstStart());
      consumer.assign(assignment);
    } else {
      Set<TopicPartition> all =
          IntStream.range(0, count)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .collect(Collectors.toUnmodifiableSet());
      commitFirstPositions(consumer, all, settings.firstStart());
      consumer.subscribe(List.of(topic), partitions);
    }
    var loop =
        new SubscriptionLoop(
            settings,
            consumer,
            partitions,
            ownOnly ? client.clientId() : null,
            handler,
            new Backoff(settings.firstBackoff(), MAX_BACKOFF, ThreadLocalRandom::current));
    return new AnswerSubscription(settings.group(), loop, consumer, client.closeTimeout());
  }

  /**
   * Lets the group start where it shall, if it has no position yet. Before anything is read: else a
   * subscriber that is killed before its first commit would start later the next time.
   */
  private void commitFirstPositions(
      Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions, ReadFrom from) {
    if (consumer.committed(partitions, client.connectTimeout()).values().stream()
        .anyMatch(Objects::nonNull)) {
      return; // Partitions added since then are read from their beginning.
    }
    var offsets = new StartOffsets(consumer, client.connectTimeout());
    Map<TopicPartition, OffsetAndMetadata> starts =
        offsets.of(from, offsets.ends(partitions)).entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, start -> new OffsetAndMetadata(start.getValue(), "")));
    try {
      consumer.commitSync(starts, client.connectTimeout());
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // Members are at work: they have committed theirs.
    }
  }
}
