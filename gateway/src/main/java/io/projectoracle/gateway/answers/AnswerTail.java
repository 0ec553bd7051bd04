package io.projectoracle.gateway.answers;

import io.projectoracle.client.KafkaClients;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.client.OracleClientException;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the end of all partitions of the answers topic on a thread of its own and posts what
 * comes. Starts at the present end; from then on it skips nothing: after trouble it goes on where
 * it was, and new partitions are read from their beginning.
 */
public final class AnswerTail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AnswerTail.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CONTACT_INTERVAL = Duration.ofSeconds(3);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final KafkaConnection connection;
  private final Topics topics;
  private final AnswerBoard board;
  private final String clientId;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** Next offsets; confined to the thread. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /** Ends at the last contact but one; confined to the thread. */
  private Map<TopicPartition, Long> earlierEnds = Map.of();

  /** Only to be woken up by other threads. */
  private volatile Consumer<byte[], byte[]> consumer;

  private volatile TailState state = TailState.STARTING;

  /**
   * A tail; {@link #start} lets it run.
   *
   * @param nanoTime a clock for intervals
   * @throws OracleClientException if Kafka does not accept the connection's properties
   */
  public AnswerTail(
      KafkaConnection connection,
      Topics topics,
      AnswerBoard board,
      String clientId,
      LongSupplier nanoTime) {
    this.connection = connection;
    this.topics = topics;
    this.board = board;
    this.clientId = clientId + "-tail";
    this.nanoTime = nanoTime;
    this.consumer = KafkaClients.reader(connection, this.clientId);
    this.thread = new Thread(this::run, "oracle-gateway-tail");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** How it is. */
  public TailState state() {
    return state;
  }

  @Override
  public void close() {
    stop.countDown();
    consumer.wakeup();
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, KAFKA_TIMEOUT.plus(CLOSE_TIMEOUT).toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isStopped()) {
      try {
        connect();
        follow();
      } catch (WakeupException e) {
        log.debug("tail is woken up to stop");
      } catch (TimeoutException e) {
        trouble(unreachable());
        renew();
      } catch (KafkaException e) {
        trouble(String.valueOf(e.getMessage()));
        renew();
      } catch (RuntimeException e) { // Nobody else would see why the thread ends.
        log.error("following the answers failed; trying again", e);
        trouble("following the answers failed");
        renew();
      }
    }
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  /** Takes all partitions, those seen before where it was. */
  private void connect() {
    requireTopic(topics.queries());
    List<TopicPartition> partitions = requireTopic(topics.answers());
    if (positions.isEmpty()) {
      consumer.assign(partitions); // Else Kafka warns about every one that is asked for.
      positions.putAll(consumer.endOffsets(partitions, KAFKA_TIMEOUT));
    }
    assign(partitions);
    contact();
  }

  private void assign(List<TopicPartition> partitions) {
    partitions.forEach(partition -> positions.putIfAbsent(partition, 0L));
    consumer.assign(positions.keySet());
    positions.forEach(consumer::seek);
  }

  private List<TopicPartition> requireTopic(String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic, KAFKA_TIMEOUT);
    if (partitions == null || partitions.isEmpty()) {
      throw new KafkaException(
          "topic '" + topic + "' does not exist; create it with: oracle topics create");
    }
    return partitions.stream().map(it -> new TopicPartition(topic, it.partition())).toList();
  }

  private void follow() {
    long contacted = nanoTime.getAsLong();
    while (!isStopped()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        PublishedAnswer.read(record).ifPresent(board::post);
        positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
      if (nanoTime.getAsLong() - contacted >= CONTACT_INTERVAL.toNanos()) {
        List<TopicPartition> partitions = requireTopic(topics.answers());
        if (partitions.size() > positions.size()) {
          log.info("topic has more partitions topic={} now={}", topics.answers(), partitions);
          assign(partitions);
        }
        contact();
        contacted = nanoTime.getAsLong();
      }
    }
  }

  /** Asks the brokers for the ends: says whether they are there, and how far behind this is. */
  private void contact() {
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet(), KAFKA_TIMEOUT);
      Map<TopicPartition, Long> reached = new HashMap<>();
      ends.keySet().forEach(it -> reached.put(it, consumer.position(it, KAFKA_TIMEOUT)));
      boolean caughtUp =
          earlierEnds.entrySet().stream()
              .allMatch(end -> reached.getOrDefault(end.getKey(), 0L) >= end.getValue());
      long lag = ends.keySet().stream().mapToLong(it -> behind(it, ends, reached)).sum();
      earlierEnds = ends;
      become(new TailState(positions.size(), caughtUp, lag, Optional.empty()));
    } catch (TimeoutException e) {
      trouble(unreachable());
    }
  }

  private String unreachable() {
    return "no Kafka broker answers at " + connection.bootstrapServers();
  }

  private static long behind(
      TopicPartition partition, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> reached) {
    return Math.max(0, ends.getOrDefault(partition, 0L) - reached.getOrDefault(partition, 0L));
  }

  private void trouble(String reason) {
    become(new TailState(positions.size(), false, state.lag(), Optional.of(reason)));
  }

  private void become(TailState next) {
    if (!next.trouble().equals(state.trouble())) {
      next.trouble()
          .ifPresentOrElse(
              reason -> log.warn("answers cannot be followed, trying again reason={}", reason),
              () -> log.info("answers are followed partitions={}", next.partitions()));
    }
    state = next;
  }

  /** A consumer after trouble may be of no use any more. */
  private void renew() {
    try {
      if (stop.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      Consumer<byte[], byte[]> next = KafkaClients.reader(connection, clientId);
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
      consumer = next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    } catch (OracleClientException e) {
      trouble(String.valueOf(e.getMessage()));
    }
  }
}
