package io.projectoracle.client;

import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one client's reply partition on a thread of its own and completes the queries in flight.
 * Owns the consumer from {@link #start} on; only the thread touches it then.
 */
final class AnswerSubscription {
  private static final Logger log = LoggerFactory.getLogger(AnswerSubscription.class);
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final byte[] clientKey;
  private final InFlightQueries inFlight;
  private final Thread thread;
  private volatile boolean stopped;

  private AnswerSubscription(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      String clientId,
      InFlightQueries inFlight) {
    this.consumer = consumer;
    this.partition = partition;
    this.clientKey = clientId.getBytes(StandardCharsets.UTF_8);
    this.inFlight = inFlight;
    this.thread = new Thread(this::run, "oracle-client-answers");
    thread.setDaemon(true);
  }

  /** Starts reading what arrives from now on; the position is fixed when this returns. */
  static AnswerSubscription start(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      String clientId,
      InFlightQueries inFlight,
      Duration timeout) {
    var subscription = new AnswerSubscription(consumer, partition, clientId, inFlight);
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    // seekToEnd is lazy; without this the end would be looked up after the first answers.
    consumer.position(partition, timeout);
    subscription.thread.start();
    return subscription;
  }

  boolean isOwnThread() {
    return Thread.currentThread() == thread;
  }

  /** Stops reading; waits for the thread unless called on it. */
  void stop(Duration timeout) {
    stopped = true;
    consumer.wakeup();
    if (isOwnThread()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, timeout.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopped) {
        consumer.poll(POLL_TIMEOUT).forEach(this::receive);
      }
    } catch (WakeupException e) {
      log.debug("stopped reading answers partition={}", partition);
    } catch (RuntimeException e) {
      log.error("reading answers failed partition={}", partition, e);
      inFlight.end(
          new OracleClientException(
              "reading answers from " + partition + " failed: " + e.getMessage(), e));
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
  }

  private void receive(ConsumerRecord<byte[], byte[]> record) {
    if (!Arrays.equals(record.key(), clientKey)) {
      return; // Partitions are shared by clients.
    }
    try {
      inFlight.complete(MessageCodec.decodeAnswer(record.value()));
    } catch (MalformedMessageException e) {
      log.warn(
          "record is no answer topic={} partition={} offset={} reason={}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }
}
