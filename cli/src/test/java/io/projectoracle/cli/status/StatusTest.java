package io.projectoracle.cli.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.projectoracle.cli.cluster.GroupMember;
import io.projectoracle.cli.offsets.PartitionOffset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");
  private static final GroupMember WORKER =
      new GroupMember("w1", "10.0.0.1", List.of(partition(0), partition(1)));

  @Test
  void ratesAndTimeToDrainFollowFromTwoLooks() {
    Status status =
        status(
            snapshot(0, List.of(WORKER), at(0, 100, 200), at(1, 0, 50)),
            snapshot(2, List.of(WORKER), at(0, 120, 204), at(1, 10, 50)));

    assertThat(status.done()).isEqualTo(15);
    assertThat(status.published()).isEqualTo(2);
    assertThat(status.unfinished()).isEqualTo(84 + 40);
    assertThat(status.drained()).isEqualTo(Duration.ofMillis(9_538));
    assertThat(status.problems()).isEmpty();
  }

  @Test
  void whatComesInAsFastAsItIsDoneIsNeverDrained() {
    Status status =
        status(
            snapshot(0, List.of(WORKER), at(0, 10, 20), at(1, 0, 0)),
            snapshot(1, List.of(WORKER), at(0, 15, 25), at(1, 0, 0)));

    assertThat(status.drained()).isNull();
  }

  @Test
  void nothingUnfinishedIsDrained() {
    Status status =
        status(
            snapshot(0, List.of(WORKER), at(0, 20, 20), at(1, 5, 5)),
            snapshot(1, List.of(WORKER), at(0, 20, 20), at(1, 5, 5)));

    assertThat(status.drained()).isZero();
    assertThat(status.oldest()).isNull();
  }

  @Test
  void anOffsetThatWasSetBackIsNoRate() {
    Status status =
        status(
            snapshot(0, List.of(WORKER), at(0, 20, 20), at(1, 5, 5)),
            snapshot(1, List.of(WORKER), at(0, 0, 20), at(1, 6, 6)));

    assertThat(status.done()).isEqualTo(1);
  }

  @Test
  void whatKeepsQueriesFromBeingWorkedOnIsNamed() {
    Status nobody =
        status(snapshot(0, List.of(), at(0, 0, 3)), snapshot(1, List.of(), at(0, 0, 3)));
    Status unowned =
        status(
            snapshot(0, List.of(WORKER), at(0, 0, 3), at(2, 0, 3)),
            snapshot(1, List.of(WORKER), at(0, 0, 3), at(2, 0, 3)));
    Status broken =
        status(
            snapshot(0, List.of(WORKER), at(0, 9, 3)), snapshot(1, List.of(WORKER), at(0, 9, 3)));

    assertThat(nobody.problems()).containsExactly("no worker is running");
    assertThat(unowned.problems()).containsExactly("no worker owns partitions [2]");
    assertThat(broken.problems())
        .containsExactly("nobody can read partitions [0]; see: oracle offsets show");
  }

  @Test
  void theOldestOfAllPartitionsIsTold() {
    Snapshot now =
        new Snapshot(
            0,
            List.of(WORKER),
            List.of(at(0, 0, 3), at(1, 0, 3)),
            Map.of(0, NOW.minusSeconds(30), 1, NOW.minusSeconds(90)),
            0);

    Status status = new Status(now, now, NOW);

    assertThat(status.oldest()).isEqualTo(Duration.ofSeconds(90));
    assertThat(status.rows())
        .extracting(Status.Row::worker, Status.Row::oldest)
        .containsExactly(tuple("w1", Duration.ofSeconds(30)), tuple("w1", Duration.ofSeconds(90)));
  }

  private static Status status(Snapshot before, Snapshot now) {
    return new Status(before, now, NOW);
  }

  private static Snapshot snapshot(
      long seconds, List<GroupMember> members, PartitionOffset... partitions) {
    return new Snapshot(
        TimeUnit.SECONDS.toNanos(seconds), members, List.of(partitions), Map.of(), 0);
  }

  private static PartitionOffset at(int partition, long committed, long end) {
    return PartitionOffset.of(partition, 0, end, committed, "");
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition("oracle.queries", number);
  }
}
