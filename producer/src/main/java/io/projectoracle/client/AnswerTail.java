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
 * Reads what arrives on one client's reply partition on a thread of its own, completes the queries
 * in flight, and ends those whose deadline has passed. Owns the consumer from {@link #start} on;
 * only the thread touches it then.
 */
final class AnswerTail {
  private static final Logger log = LoggerFactory.getLogger(AnswerTail.class);
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final byte[] clientKey;
  private final InFlightQueries inFlight;
  private final AnswerDeadlines deadlines;
  private final Thread thread;
  private volatile long reached;
  private volatile boolean stopped;

  private AnswerTail(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      String clientId,
      InFlightQueries inFlight,
      AnswerDeadlines deadlines) {
    this.consumer = consumer;
    this.partition = partition;
    this.clientKey = clientId.getBytes(StandardCharsets.UTF_8);
    this.inFlight = inFlight;
    this.deadlines = deadlines;
    this.thread = new Thread(this::run, "oracle-client-answers");
    thread.setDaemon(true);
  }

  /** Starts reading what arrives from now on; the position is fixed when this returns. */
  static AnswerTail start(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      String clientId,
      InFlightQueries inFlight,
      AnswerDeadlines deadlines,
      Duration timeout) {
    var tail = new AnswerTail(consumer, partition, clientId, inFlight, deadlines);
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    // seekToEnd is lazy; without this the end would be looked up after the first answers.
    tail.reached = consumer.position(partition, timeout);
    tail.thread.start();
    return tail;
  }

  TopicPartition partition() {
    return partition;
  }

  /**
   * The offset from which on every answer completes whoever awaits it by now. Older answers may
   * have been handled before.
   */
  long reached() {
    return reached;
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
        List<ConsumerRecord<byte[], byte[]>> records =
            consumer.poll(deadlines.untilNext(POLL_TIMEOUT)).records(partition);
        if (!records.isEmpty()) {
          // Before they are handled: see reached().
          reached = records.get(records.size() - 1).offset() + 1;
        }
        records.forEach(this::receive);
        deadlines.expire();
      }
    } catch (WakeupException e) {
      log.debug("stopped reading answers partition={}", partition);
    } catch (RuntimeException e) {
      log.error("reading answers failed partition={}", partition, e);
      inFlight.end(
          new OracleClientException(
              "reading answers from " + partition + " failed: " + e.getMessage(), e));
    } finally {
      // There is no group to leave; waiting would be for the broker to end the last fetch.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
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
