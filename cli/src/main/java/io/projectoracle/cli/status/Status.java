package io.projectoracle.cli.status;

import io.projectoracle.cli.cluster.GroupMember;
import io.projectoracle.cli.offsets.PartitionOffset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How an installation is getting on: two snapshots, and what follows from them.
 *
 * @param before the earlier one
 * @param now the later one
 * @param at when the later one was taken
 */
public record Status(Snapshot before, Snapshot now, Instant at) {

  /** A partition of the queries topic and who works on it. */
  public record Row(PartitionOffset offset, @Nullable String worker, @Nullable Duration oldest) {}

  /** The workers, each with how many partitions it owns. */
  public Map<GroupMember, Integer> workers() {
    Map<GroupMember, Integer> workers = new LinkedHashMap<>();
    now.members().forEach(member -> workers.put(member, member.partitions().size()));
    return workers;
  }

  /** The partitions, by number. */
  public List<Row> rows() {
    Map<Integer, String> owners = owners();
    return now.partitions().stream()
        .map(offset -> new Row(offset, owners.get(offset.partition()), age(offset.partition())))
        .toList();
  }

  /** Offsets that nobody has finished, of partitions of which that is known. */
  public long unfinished() {
    return sum(PartitionOffset::unfinished);
  }

  /** Of these, those that somebody must have started; there may be more. */
  public long started() {
    return sum(PartitionOffset::started);
  }

  /** How long the oldest unfinished query has been waiting; absent if there is none. */
  public @Nullable Duration oldest() {
    return now.oldest().values().stream().min(Instant::compareTo).map(this::since).orElse(null);
  }

  /** Between the two snapshots. */
  public Duration span() {
    return Duration.ofNanos(now.nanos() - before.nanos());
  }

  /** Queries finished in a second. */
  public double done() {
    return perSecond(Status::finished);
  }

  /** Queries published in a second. */
  public double published() {
    return perSecond(PartitionOffset::logEnd);
  }

  /** How long it takes until all is finished, if it goes on as now; absent if it never is. */
  public @Nullable Duration drained() {
    if (unfinished() == 0) {
      return Duration.ZERO;
    }
    double net = done() - published();
    return net <= 0 ? null : Duration.ofMillis(Math.round(unfinished() / net * 1_000));
  }

  /** Dead letters; the most there can be. */
  public long deadLetters() {
    return now.deadLetters();
  }

  /** What keeps queries from being worked on, as far as Kafka tells. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (now.members().isEmpty() && unfinished() > 0) {
      problems.add("no worker is running");
    }
    List<Integer> unowned =
        rows().stream()
            .filter(row -> row.worker() == null && !now.members().isEmpty())
            .map(row -> row.offset().partition())
            .toList();
    if (!unowned.isEmpty()) {
      problems.add("no worker owns partitions " + unowned);
    }
    List<Integer> broken =
        now.partitions().stream()
            .filter(offset -> offset.problem() != null)
            .map(PartitionOffset::partition)
            .toList();
    if (!broken.isEmpty()) {
      problems.add("nobody can read partitions " + broken + "; see: oracle offsets show");
    }
    return problems;
  }

  private Map<Integer, String> owners() {
    Map<Integer, String> owners = new HashMap<>();
    for (GroupMember member : now.members()) {
      for (TopicPartition partition : member.partitions()) {
        owners.put(partition.partition(), member.name());
      }
    }
    return owners;
  }

  private @Nullable Duration age(int partition) {
    Instant published = now.oldest().get(partition);
    return published == null ? null : since(published);
  }

  /** Clocks may be apart: nothing is younger than now. */
  private Duration since(Instant published) {
    Duration age = Duration.between(published, at);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private long sum(Function<PartitionOffset, @Nullable Long> number) {
    return now.partitions().stream().map(number).filter(Objects::nonNull).mapToLong(n -> n).sum();
  }

  /** Of partitions on which the number went forth: a reset sets it back, a new topic too. */
  private double perSecond(Function<PartitionOffset, @Nullable Long> number) {
    Map<Integer, Long> earlier = new HashMap<>();
    for (PartitionOffset offset : before.partitions()) {
      Long value = number.apply(offset);
      if (value != null) {
        earlier.put(offset.partition(), value);
      }
    }
    long difference = 0;
    for (PartitionOffset offset : now.partitions()) {
      Long value = number.apply(offset);
      if (value != null) {
        difference += Math.max(0, value - earlier.getOrDefault(offset.partition(), value));
      }
    }
    double seconds = span().toNanos() / 1e9;
    return seconds <= 0 ? 0 : difference / seconds;
  }

  private static @Nullable Long finished(PartitionOffset offset) {
    Long unfinished = offset.unfinished();
    return unfinished == null ? null : offset.logEnd() - unfinished;
  }
}
