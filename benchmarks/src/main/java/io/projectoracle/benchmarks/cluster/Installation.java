package io.projectoracle.benchmarks.cluster;

import io.projectoracle.contract.Topics;
import io.projectoracle.worker.offset.PartitionProgress;
import io.projectoracle.worker.offset.UnreadableOffsetMapException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The topics of an installation, and how far its group is. Confined to one thread. */
public final class Installation implements AutoCloseable {
  private static final long SECONDS = 60;
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How often the progress is looked at while it is awaited. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Admin admin;
  private final Topics topics;
  private final int partitions;

  Installation(Admin admin, Topics topics, int partitions) {
    this.admin = admin;
    this.topics = topics;
    this.partitions = partitions;
  }

  void create() throws Exception {
    List<NewTopic> created =
        topics.setups().stream()
            .map(
                setup -> new NewTopic(setup.name(), partitions, (short) 1).configs(setup.configs()))
            .toList();
    admin.createTopics(created).all().get(SECONDS, TimeUnit.SECONDS);
    List<String> names = created.stream().map(NewTopic::name).toList();
    // An idempotent producer that publishes before may never find its sequence again.
    repeatUntil(
        "topics have no leaders: " + names,
        () ->
            admin
                .describeTopics(names)
                .allTopicNames()
                .get(SECONDS, TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.leader() != null));
    rewind();
  }

  public Topics topics() {
    return topics;
  }

  public int partitions() {
    return partitions;
  }

  /** Has the group, which must have no member, begin at the beginning once more. */
  public void rewind() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      offsets.put(new TopicPartition(topics.queries(), partition), new OffsetAndMetadata(0));
    }
    repeatUntil(
        "offsets cannot be set of group " + topics.workerGroup(),
        () -> {
          admin
              .alterConsumerGroupOffsets(topics.workerGroup(), offsets)
              .all()
              .get(SECONDS, TimeUnit.SECONDS);
          return true;
        });
  }

  /** How many queries are finished at this moment, in whatever order. */
  public Mark progress() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(topics.workerGroup())
            .partitionsToOffsetAndMetadata()
            .get(SECONDS, TimeUnit.SECONDS);
    long count = 0;
    for (OffsetAndMetadata offset : committed.values()) {
      count += finished(offset);
    }
    return new Mark(System.nanoTime(), count);
  }

  /**
   * Waits until so many are finished, and tells when that was.
   *
   * @throws TimeoutException if it takes longer than the limit
   */
  public Mark await(long count, Duration limit) throws Exception {
    long from = System.nanoTime();
    while (true) {
      Mark mark = progress();
      if (mark.count() >= count) {
        return mark;
      }
      if (System.nanoTime() - from > limit.toNanos()) {
        throw new TimeoutException(
            "queries finished after " + limit + " must be " + count + ": " + mark.count());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Waits, looking at the progress only at the end. */
  public Mark progressAfter(Duration time) throws Exception {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    return progress();
  }

  private static long finished(OffsetAndMetadata offset) {
    try {
      return offset.offset()
          + PartitionProgress.read(offset.offset(), offset.metadata())
              .finished()
              .finishedAboveBase();
    } catch (UnreadableOffsetMapException e) {
      return offset.offset(); // Spring's listener writes nothing there, so this is not its.
    }
  }

  private static void repeatUntil(String failure, Attempt attempt) throws Exception {
    long from = System.nanoTime();
    while (true) {
      try {
        if (attempt.succeeds()) {
          return;
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof KafkaException)) {
          throw e;
        }
      }
      if (System.nanoTime() - from > TimeUnit.SECONDS.toNanos(SECONDS)) {
        throw new IllegalStateException(failure);
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /** Has the topics removed: their records would only fill the disk. Does not wait for it. */
  @Override
  public void close() {
    var unused = admin.deleteTopics(topics.setups().stream().map(Topics.Setup::name).toList());
  }

  private interface Attempt {
    boolean succeeds() throws Exception;
  }

  /**
   * Progress at a moment.
   *
   * @param nanos when, in terms of {@link System#nanoTime}
   */
  public record Mark(long nanos, long count) {
    /** Finished in a second, from an earlier mark to this one. */
    public double rateSince(Mark earlier) {
      return (count - earlier.count) * 1e9 / (nanos - earlier.nanos);
    }
  }
}
