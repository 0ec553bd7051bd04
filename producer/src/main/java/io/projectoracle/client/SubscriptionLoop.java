package io.projectoracle.client;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands answers over and commits behind them, until it is stopped or gives up. Run once. */
final class SubscriptionLoop {
  private static final Logger log = LoggerFactory.getLogger(SubscriptionLoop.class);
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

  /** At most so long ago the last commit is; what a crash hands over again. */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  /** How often the group hears of a member that is busy. */
  private static final Duration STAY_INTERVAL = Duration.ofSeconds(1);

  private final SubscriptionSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final SubscribedPartitions partitions;
  private final @Nullable String onlyClient;
  private final AnswerHandler handler;
  private final Backoff backoff;
  private long committedNanos = System.nanoTime();
  private long polledNanos = System.nanoTime();
  private volatile boolean stopped;

  /**
   * A loop.
   *
   * @param onlyClient whose answers are handed over; everybody's if null
   */
  SubscriptionLoop(
      SubscriptionSettings settings,
      Consumer<byte[], byte[]> consumer,
      SubscribedPartitions partitions,
      @Nullable String onlyClient,
      AnswerHandler handler,
      Backoff backoff) {
    this.settings = settings;
    this.consumer = consumer;
    this.partitions = partitions;
    this.onlyClient = onlyClient;
    this.handler = handler;
    this.backoff = backoff;
  }

  /**
   * Goes on until it is stopped.
   *
   * @throws OracleClientException if an answer could not be handled, or Kafka refuses
   */
  void run() {
    try {
      while (!stopped) {
        step();
      }
    } catch (WakeupException e) {
      log.debug("stopped group={}", settings.group());
    } catch (KafkaException e) {
      throw new OracleClientException(
          "subscription of group '" + settings.group() + "' failed: " + e.getMessage(), e);
    } finally {
      commitAtEnd();
    }
  }

  /** Ends the loop once the handler returns. Thread-safe. */
  void stop() {
    stopped = true;
    consumer.wakeup();
  }

  private void step() {
    ConsumerRecord<byte[], byte[]> record = partitions.next();
    if (record == null) {
      partitions.fetch(partitions.isAllCommitted() ? POLL_TIMEOUT : COMMIT_INTERVAL);
      polledNanos = System.nanoTime();
      if (partitions.next() == null) {
        commit();
      }
      return;
    }
    if (handOver(record)) {
      partitions.advance();
      if (isOver(COMMIT_INTERVAL, committedNanos)) {
        commit();
      }
      if (isOver(STAY_INTERVAL, polledNanos)) {
        stay(Duration.ZERO);
      }
    }
  }

  /** Whether the record is done with; else it has moved away, or the loop is to end. */
  private boolean handOver(ConsumerRecord<byte[], byte[]> record) {
    Optional<ReceivedAnswer> answer = read(record);
    return answer.isEmpty() || handOver(record, answer.get());
  }

  private boolean handOver(ConsumerRecord<byte[], byte[]> record, ReceivedAnswer answer) {
    for (int attempt = 1; ; attempt++) {
      try {
        handler.handle(answer);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw givenUp(answer, attempt, e);
      } catch (Exception e) {
        if (attempt == settings.attempts()) {
          throw givenUp(answer, attempt, e);
        }
        // Without the message, which may quote the answer.
        log.warn(
            "answer not handled, trying again position={} attempt={} failure={}",
            answer.position(),
            attempt,
            e.getClass().getName());
      }
      if (!waitFor(record, backoff.after(attempt))) {
        return false;
      }
    }
  }

  /** Waits as a member of the group; whether the record is still to be handled then. */
  private boolean waitFor(ConsumerRecord<byte[], byte[]> record, Duration time) {
    long startNanos = System.nanoTime();
    while (!stopped && partitions.next() == record) {
      Duration left = time.minusNanos(System.nanoTime() - startNanos);
      if (left.isNegative() || left.isZero()) {
        return true;
      }
      stay(left.compareTo(STAY_INTERVAL) < 0 ? left : STAY_INTERVAL);
    }
    return false;
  }

  private void stay(Duration time) {
    partitions.stay(time);
    polledNanos = System.nanoTime();
  }

  private void commit() {
    partitions.commit();
    committedNanos = System.nanoTime();
  }

  private void commitAtEnd() {
    try {
      try {
        partitions.commit();
      } catch (WakeupException e) {
        partitions.commit(); // It was meant for the loop.
      }
    } catch (KafkaException e) {
      log.warn(
          "position not committed, answers will come again group={} reason={}",
          settings.group(),
          e.getMessage());
    }
  }

  /** Nothing for records of others, and for those that are no answers. */
  private Optional<ReceivedAnswer> read(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    String client = key == null ? null : new String(key, StandardCharsets.UTF_8);
    if (onlyClient != null && !onlyClient.equals(client)) {
      return Optional.empty();
    }
    try {
      Answer answer = MessageCodec.decodeAnswer(record.value());
      return Optional.of(
          new ReceivedAnswer(
              answer, client, position(record), Instant.ofEpochMilli(record.timestamp())));
    } catch (MalformedMessageException e) {
      log.warn("record is no answer position={} reason={}", position(record), e.getMessage());
      return Optional.empty();
    }
  }

  private OracleClientException givenUp(ReceivedAnswer answer, int attempts, Exception reason) {
    return new OracleClientException(
        "answer at "
            + answer.position()
            + " to query "
            + answer.answer().queryId()
            + " could not be handled in "
            + attempts
            + " attempts: "
            + reason.getClass().getName()
            + "; group '"
            + settings.group()
            + "' stays before it: mend the cause and subscribe again",
        reason);
  }

  private static boolean isOver(Duration time, long sinceNanos) {
    return System.nanoTime() - sinceNanos >= time.toNanos();
  }

  private static SourcePosition position(ConsumerRecord<?, ?> record) {
    return new SourcePosition(record.topic(), record.partition(), record.offset());
  }
}
