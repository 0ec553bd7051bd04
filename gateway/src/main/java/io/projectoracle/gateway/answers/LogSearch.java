package io.projectoracle.gateway.answers;

import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;

/**
 * Searches the log for one query at a time, with a consumer of its own. For one thread at a time.
 *
 * <p>An answer stands in the partition to which Kafka's default partitioner assigns its key, the
 * query's id: one partition is read, from the time in the id to the present end. Only if it is not
 * there the queries are read, all partitions, but only the time in which it can have been
 * published.
 */
final class LogSearch implements AutoCloseable {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final IdWindow window;

  LogSearch(Consumer<byte[], byte[]> consumer, Topics topics, IdWindow window) {
    this.consumer = consumer;
    this.topics = topics;
    this.window = window;
  }

  /**
   * What the log holds of a query.
   *
   * @param progress how far earlier searches came; brought up to date, also if this one fails
   * @throws TimeoutException if it takes longer than allowed
   */
  Finding find(QueryName name, SearchProgress progress, Deadline deadline) {
    try {
      Optional<Finding> answer =
          first(
              answerRange(name, progress, deadline),
              record -> answered(record, name),
              progress,
              deadline);
      return answer.isPresent()
          ? answer.get()
          : first(
                  queryRange(name, progress, deadline),
                  record -> pending(record, name),
                  progress,
                  deadline)
              .orElse(new Finding.Unknown());
    } finally {
      consumer.unsubscribe();
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }

  /** Up to the present end: what comes later the tail has not read yet, and will. */
  private Range answerRange(QueryName name, SearchProgress progress, Deadline deadline) {
    int partitions = partitions(topics.answers(), deadline).size();
    int number = Utils.toPositive(Utils.murmur2(name.idBytes())) % partitions;
    List<TopicPartition> partition = List.of(new TopicPartition(topics.answers(), number));
    // Assigned first: Kafka logs a warning for each partition that is asked about and is not.
    consumer.assign(partition);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partition, deadline.remaining());
    return new Range(starts(name, partition, ends, progress, deadline), ends);
  }

  private Range queryRange(QueryName name, SearchProgress progress, Deadline deadline) {
    List<TopicPartition> partitions = partitions(topics.queries(), deadline);
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends =
        new HashMap<>(consumer.endOffsets(partitions, deadline.remaining()));
    Map<TopicPartition, Long> starts = starts(name, partitions, ends, progress, deadline);
    ends.putAll(offsets(partitions, window.publishedBefore(name), deadline));
    return new Range(starts, ends);
  }

  private Map<TopicPartition, Long> starts(
      QueryName name,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      SearchProgress progress,
      Deadline deadline) {
    List<TopicPartition> unread = partitions.stream().filter(it -> !progress.knows(it)).toList();
    Map<TopicPartition, Long> starts = new HashMap<>(ends); // Where nothing is that young.
    starts.putAll(progress.of(partitions));
    starts.putAll(offsets(unread, window.start(name), deadline));
    return starts;
  }

  /** The first offset at that time or later, where there is one. */
  private Map<TopicPartition, Long> offsets(
      List<TopicPartition> partitions, Instant time, Deadline deadline) {
    long millis = Math.max(0, time.toEpochMilli());
    Map<TopicPartition, Long> times =
        partitions.stream().collect(Collectors.toMap(Function.identity(), it -> millis));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        consumer.offsetsForTimes(times, deadline.remaining()).entrySet()) {
      if (found.getValue() != null) {
        offsets.put(found.getKey(), found.getValue().offset());
      }
    }
    return offsets;
  }

  private List<TopicPartition> partitions(String topic, Deadline deadline) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic, deadline.remaining());
    if (partitions == null || partitions.isEmpty()) {
      throw new IllegalStateException("topic '" + topic + "' does not exist");
    }
    return partitions.stream().map(it -> new TopicPartition(topic, it.partition())).toList();
  }

  /** The first finding of the records of a range. */
  private Optional<Finding> first(
      Range range,
      Function<ConsumerRecord<byte[], byte[]>, Optional<Finding>> reader,
      SearchProgress progress,
      Deadline deadline) {
    Map<TopicPartition, Long> unread = range.notEmpty();
    consumer.assign(unread.keySet());
    unread.keySet().forEach(it -> consumer.seek(it, range.start(it)));
    while (!unread.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        Optional<Finding> found = reader.apply(record);
        if (found.isPresent()) {
          return found;
        }
      }
      for (TopicPartition partition : List.copyOf(unread.keySet())) {
        long position = consumer.position(partition, deadline.remaining());
        progress.reached(partition, position);
        if (position >= range.end(partition)) {
          unread.remove(partition);
          consumer.pause(List.of(partition));
        }
      }
      deadline.check();
    }
    return Optional.empty();
  }

  private static Optional<Finding> answered(ConsumerRecord<byte[], byte[]> record, QueryName name) {
    return Arrays.equals(record.key(), name.idBytes())
        ? PublishedAnswer.read(record)
            .filter(answer -> name.equals(answer.name()))
            .map(Finding.Answered::new)
        : Optional.empty();
  }

  private static Optional<Finding> pending(ConsumerRecord<byte[], byte[]> record, QueryName name) {
    Header id = record.headers().lastHeader(Headers.QUERY_ID);
    boolean same = id != null && Arrays.equals(id.value(), name.idBytes());
    // The answer of a query that names a client has another key: nobody would find it by its id.
    boolean ofTheDoor = record.headers().lastHeader(Headers.CLIENT_ID) == null;
    return same && ofTheDoor && isOf(name, record)
        ? Optional.of(new Finding.Pending())
        : Optional.empty();
  }

  private static boolean isOf(QueryName name, ConsumerRecord<byte[], byte[]> record) {
    try {
      Query query = MessageCodec.decodeQuery(record.value());
      return Objects.equals(query.tenant(), name.tenant());
    } catch (MalformedMessageException e) {
      return false; // The door publishes no such record.
    }
  }

  /** Offsets of some partitions: the first to read, and the first not to. */
  private record Range(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> notEmpty() {
      Map<TopicPartition, Long> notEmpty = new HashMap<>(ends);
      notEmpty.keySet().removeIf(it -> start(it) >= end(it));
      return notEmpty;
    }

    long start(TopicPartition partition) {
      return starts.getOrDefault(partition, 0L);
    }

    long end(TopicPartition partition) {
      return ends.getOrDefault(partition, 0L);
    }
  }
}
