package io.projectoracle.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records a subscription has fetched and not handled yet, and the positions it has reached. It
 * fetches only when none are left; while there are some it polls with all partitions paused, which
 * keeps it in its group. Confined to the subscription's thread.
 */
final class SubscribedPartitions implements ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(SubscribedPartitions.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Duration commitTimeout;
  private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

  /** What is handled and not committed. */
  private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();

  SubscribedPartitions(Consumer<byte[], byte[]> consumer, Duration commitTimeout) {
    this.consumer = consumer;
    this.commitTimeout = commitTimeout;
  }

  /** The next record, which stays the next one until it {@linkplain #advance was handled}. */
  @Nullable ConsumerRecord<byte[], byte[]> next() {
    return fetched.peekFirst();
  }

  /** Fetches records, if there are any within that time. */
  void fetch(Duration timeout) {
    consumer.resume(consumer.paused());
    consumer.poll(timeout).forEach(fetched::add);
  }

  /** Stays in the group for that time; the next record may have gone to another member then. */
  void stay(Duration timeout) {
    consumer.pause(consumer.assignment());
    // What is assigned during the poll is not paused yet.
    consumer.poll(timeout).forEach(fetched::add);
  }

  /** Goes beyond the next record. */
  void advance() {
    ConsumerRecord<byte[], byte[]> record = fetched.removeFirst();
    handled.put(
        partition(record), new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
  }

  boolean isAllCommitted() {
    return handled.isEmpty();
  }

  /** Commits what is handled. What is not accepted now is committed, or handed over, again. */
  void commit() {
    if (handled.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(Map.copyOf(handled), commitTimeout);
      handled.clear();
    } catch (CommitFailedException e) {
      log.warn("position not committed, the partitions have moved partitions={}", handled.keySet());
      handled.clear();
    } catch (RebalanceInProgressException e) {
      log.debug("position not committed yet, the group is changing", e);
    } catch (RetriableException e) {
      log.warn("position not committed yet reason={}", e.getMessage());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    log.debug("assigned partitions={}", partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    commit();
    forget(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    forget(partitions);
  }

  private void forget(Collection<TopicPartition> partitions) {
    Set<TopicPartition> gone = new HashSet<>(partitions);
    fetched.removeIf(record -> gone.contains(partition(record)));
    handled.keySet().removeAll(gone);
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
