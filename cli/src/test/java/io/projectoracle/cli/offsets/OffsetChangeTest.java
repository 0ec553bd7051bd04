package io.projectoracle.cli.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.worker.offset.OffsetMap;
import io.projectoracle.worker.offset.OffsetTracker;
import io.projectoracle.worker.offset.PartitionProgress;
import io.projectoracle.worker.offset.Tenure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OffsetChangeTest {
  /** Offsets 12 and 14 are finished, 10, 11 and 13 are not. */
  private static final String SOME_FINISHED = metadata();

  @Test
  void forwardSkipsWhatIsUnfinishedAndKeepsWhatIsFinished() {
    OffsetChange change = OffsetChange.to(11, partition(5, 20, 10L, SOME_FINISHED));

    assertThat(change.skipped()).isEqualTo(1);
    assertThat(change.repeated()).isZero();
    assertThat(change.after().base()).isEqualTo(11);
    assertThat(change.after().isFinished(12)).isTrue();
    assertThat(change.after().isFinished(14)).isTrue();
    assertThat(change.isExact()).isTrue();
  }

  @Test
  void backRepeatsEverythingFromThere() {
    OffsetChange change = OffsetChange.to(8, partition(5, 20, 10L, SOME_FINISHED));

    assertThat(change.repeated()).as("8, 9, 12 and 14").isEqualTo(4);
    assertThat(change.skipped()).isZero();
    assertThat(change.after()).isEqualTo(OffsetMap.startingAt(8));
  }

  @Test
  void toWhereItIsChangesNothing() {
    OffsetChange change = OffsetChange.to(10, partition(5, 20, 10L, SOME_FINISHED));

    assertThat(change.repeated() + change.skipped()).isZero();
    assertThat(change.commit().metadata()).isEqualTo(SOME_FINISHED);
    assertThat(change.commit().offset()).isEqualTo(10);
  }

  @Test
  void whatTheLogLostIsSkipped() {
    OffsetChange change = OffsetChange.to(13, partition(13, 20, 10L, SOME_FINISHED));

    assertThat(change.skipped()).as("10 and 11").isEqualTo(2);
    assertThat(change.after().base()).isEqualTo(13);
    assertThat(change.after().isFinished(14)).isTrue();
  }

  @Test
  void whereNothingIsKnownTheMostIsSaid() {
    OffsetChange missing = OffsetChange.to(15, partition(5, 20, null, ""));
    OffsetChange unreadable = OffsetChange.to(15, partition(5, 20, 10L, "notes"));
    OffsetChange beyond = OffsetChange.to(15, partition(5, 20, 30L, ""));

    assertThat(missing.repeated()).isEqualTo(5);
    assertThat(missing.skipped()).isEqualTo(10);
    assertThat(unreadable.repeated()).isEqualTo(5);
    assertThat(unreadable.skipped()).isEqualTo(5);
    assertThat(beyond.skipped()).isEqualTo(10);
    assertThat(missing.isExact() || unreadable.isExact() || beyond.isExact()).isFalse();
  }

  @Test
  void markersAtTheEndAreNotSkipped() {
    OffsetChange change = OffsetChange.to(20, partition(5, 20, 18L, "").withoutRecords());

    assertThat(change.skipped()).isZero();
    assertThat(change.after().base()).isEqualTo(20);
  }

  @Test
  void theLogMustReachThere() {
    PartitionOffset partition = partition(5, 20, 10L, "");

    assertThatThrownBy(() -> OffsetChange.to(4, partition))
        .hasMessage("partition 3 has offsets from 5 to 20: 4");
    assertThatThrownBy(() -> OffsetChange.to(21, partition))
        .hasMessage("partition 3 has offsets from 5 to 20: 21");
  }

  private static PartitionOffset partition(
      long start, long end, @Nullable Long committed, String metadata) {
    return PartitionOffset.of(3, start, end, committed, metadata);
  }

  private static String metadata() {
    var tracker = new OffsetTracker(OffsetMap.startingAt(10));
    for (long offset = 10; offset < 15; offset++) {
      tracker.start(offset);
    }
    tracker.finish(12);
    tracker.finish(14);
    return new PartitionProgress(tracker.snapshot(), Tenure.NONE).metadata();
  }
}
