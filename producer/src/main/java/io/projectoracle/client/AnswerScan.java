package io.projectoracle.client;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over a reply partition for any number of answers. For one thread, used once. */
final class AnswerScan {
  private static final Logger log = LoggerFactory.getLogger(AnswerScan.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final byte[] clientKey;
  private final Duration timeout;

  /** By the id as it stands in a header, where the ids of different queries may look alike. */
  private final Map<String, List<SoughtAnswer>> sought = new HashMap<>();

  AnswerScan(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      String clientId,
      Duration timeout,
      List<SoughtAnswer> answers) {
    this.consumer = consumer;
    this.partition = partition;
    this.clientKey = clientId.getBytes(StandardCharsets.UTF_8);
    this.timeout = timeout;
    answers.forEach(
        answer ->
            sought.computeIfAbsent(inHeader(answer.id()), id -> new ArrayList<>()).add(answer));
  }

  /**
   * Reads from where the oldest may be to the present end, and completes those it finds.
   *
   * @throws TimeoutException if Kafka does not answer for that long
   */
  void run() {
    consumer.assign(List.of(partition));
    var offsets = new StartOffsets(consumer, timeout);
    Map<TopicPartition, Long> ends = offsets.ends(List.of(partition));
    long end = ends.getOrDefault(partition, 0L);
    for (SoughtAnswer answer : remaining()) {
      end = Math.max(end, answer.atLeastTo());
    }
    long position = offsets.of(from(), ends).getOrDefault(partition, 0L);
    consumer.seek(partition, position);
    long progressNanos = System.nanoTime();
    while (position < end && !remaining().isEmpty()) {
      consumer.poll(POLL_TIMEOUT).records(partition).forEach(this::look);
      long reached = consumer.position(partition, timeout);
      if (reached > position) {
        position = reached;
        progressNanos = System.nanoTime();
      } else if (System.nanoTime() - progressNanos > timeout.toNanos()) {
        throw new TimeoutException("nothing was read from " + partition + " for " + timeout);
      }
    }
  }

  private ReadFrom from() {
    Instant oldest =
        remaining().stream()
            .map(SoughtAnswer::notBefore)
            .min(Instant::compareTo)
            .orElse(Instant.EPOCH);
    return oldest.isAfter(Instant.EPOCH) ? new ReadFrom.Time(oldest) : new ReadFrom.Beginning();
  }

  /** Those that nobody has found or given up. */
  private List<SoughtAnswer> remaining() {
    sought.values().removeIf(same -> same.stream().allMatch(each -> each.found().isDone()));
    return sought.values().stream().flatMap(List::stream).toList();
  }

  private void look(ConsumerRecord<byte[], byte[]> record) {
    if (!Arrays.equals(record.key(), clientKey) || !mayBeSought(record)) {
      return;
    }
    try {
      Answer answer = MessageCodec.decodeAnswer(record.value());
      for (SoughtAnswer each :
          sought.getOrDefault(inHeader(answer.queryId()), List.<SoughtAnswer>of())) {
        if (each.id().equals(answer.queryId())) {
          each.found().complete(Optional.of(answer));
        }
      }
    } catch (MalformedMessageException e) {
      log.debug("record is no answer partition={} offset={}", partition, record.offset());
    }
  }

  /** Spares reading the values of others. */
  private boolean mayBeSought(ConsumerRecord<byte[], byte[]> record) {
    Header id = record.headers().lastHeader(Headers.QUERY_ID);
    return id == null || sought.containsKey(new String(id.value(), StandardCharsets.UTF_8));
  }

  private static String inHeader(String id) {
    return new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
