package io.projectoracle.worker.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class OffsetTrackerTest {
  @Test
  void commitsOnlyUpToTheOldestUnfinishedRecord() {
    OffsetTracker tracker = new OffsetTracker(OffsetMap.startingAt(10));
    tracker.start(10);
    tracker.start(11);

    tracker.finish(11);

    assertThat(tracker.base()).isEqualTo(10);
    assertThat(tracker.snapshot().isFinished(11)).isTrue();
    assertThat(tracker.snapshot().isFinished(10)).isFalse();
  }

  @Test
  void baseJumpsOverEverythingFinishedMeanwhile() {
    OffsetTracker tracker = new OffsetTracker(OffsetMap.startingAt(10));
    tracker.start(10);
    tracker.start(11);
    tracker.start(12);
    tracker.finish(11);

    tracker.finish(10);

    assertThat(tracker.base()).isEqualTo(12);
    assertThat(tracker.snapshot()).isEqualTo(OffsetMap.startingAt(12));
  }

  @Test
  void offsetsThatTheLogPassesOverCountAsFinished() {
    OffsetTracker tracker = new OffsetTracker(OffsetMap.startingAt(0));
    tracker.start(0);
    tracker.finish(0);

    tracker.start(5);

    assertThat(tracker.base()).isEqualTo(5);
  }

  @Test
  void whatWasFinishedBeforeARestartNeedsNoWork() {
    OffsetTracker before = new OffsetTracker(OffsetMap.startingAt(0));
    before.start(0);
    before.start(1);
    before.start(2);
    before.finish(1);

    OffsetTracker after = new OffsetTracker(before.snapshot());

    assertThat(List.of(after.start(0), after.start(1), after.start(2)))
        .containsExactly(true, false, true);
  }

  @Test
  void misuseIsRefused() {
    OffsetTracker tracker = new OffsetTracker(OffsetMap.startingAt(0));
    tracker.start(3);
    tracker.finish(3);

    assertThatThrownBy(() -> tracker.start(3)).hasMessage("offset must be at least 4: 3");
    assertThatThrownBy(() -> tracker.finish(3)).hasMessage("offset is not in flight: 3");
    assertThatThrownBy(() -> tracker.finish(9)).hasMessage("offset is not in flight: 9");
  }

  @Test
  void anyInterleavingAgreesWithTheNaiveModelAndAlwaysFitsTheMetadata() throws Exception {
    for (long seed = 0; seed < 2_000; seed++) {
      new Interleaving(seed).run();
    }
  }

  @Test
  void acceptanceKeepsTheMetadataWithinItsRoomInTheWorstOrder() {
    OffsetTracker tracker = new OffsetTracker(OffsetMap.startingAt(0));
    long offset = 0;
    while (tracker.accepts() && offset < 1_000_000) {
      tracker.start(offset);
      if (offset % 3 != 0) {
        tracker.finish(offset);
      }
      offset++;
    }

    assertThat(offset).isBetween(2_000L, 100_000L);
    assertThat(OffsetMapCodec.encode(tracker.snapshot()))
        .hasSizeLessThanOrEqualTo(OffsetMapCodec.MAX_CHARACTERS);
  }

  @Test
  void aWindowTakenOverIsReadAgainEvenIfNothingMoreFits() {
    OffsetTracker tracker = new OffsetTracker(OffsetMap.startingAt(0));
    long offset = 0;
    while (tracker.accepts()) {
      tracker.start(offset);
      if (offset % 3 != 0) {
        tracker.finish(offset);
      }
      offset++;
    }

    OffsetTracker successor = new OffsetTracker(tracker.snapshot());

    assertThat(successor.accepts()).isTrue();
  }

  /** Random starts, ends, gaps and restarts, beside sets that are too simple to be wrong. */
  private static final class Interleaving {
    private final long seed;
    private final Random random;
    private final TreeSet<Long> done = new TreeSet<>();
    private final List<Long> inFlight = new ArrayList<>();
    private long nextDelivered;
    private OffsetTracker tracker = new OffsetTracker(OffsetMap.startingAt(0));

    Interleaving(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() throws Exception {
      for (int step = 0; step < 300; step++) {
        int choice = random.nextInt(100);
        if (choice < 50) {
          deliver();
        } else if (choice < 97) {
          finishAny();
        } else {
          restart();
        }
        if (step % 10 == 0) {
          check();
        }
      }
      check();
    }

    private void deliver() {
      if (!tracker.accepts()) {
        return;
      }
      if (random.nextInt(20) == 0) {
        int gap = 1 + random.nextInt(3);
        for (int i = 0; i < gap; i++) {
          done.add(nextDelivered++);
        }
      }
      long offset = nextDelivered++;
      boolean needsWork = tracker.start(offset);
      assertThat(needsWork).as("seed %d offset %d", seed, offset).isEqualTo(!done.contains(offset));
      if (needsWork) {
        inFlight.add(offset);
      }
    }

    private void finishAny() {
      if (!inFlight.isEmpty()) {
        long offset = inFlight.remove(random.nextInt(inFlight.size()));
        tracker.finish(offset);
        done.add(offset);
      }
    }

    private void restart() throws Exception {
      OffsetMap committed = tracker.snapshot();
      tracker =
          new OffsetTracker(
              OffsetMapCodec.decode(committed.base(), OffsetMapCodec.encode(committed)));
      inFlight.clear();
      nextDelivered = committed.base();
    }

    private void check() {
      long expectedBase = 0;
      while (done.contains(expectedBase)) {
        expectedBase++;
      }
      // A gap is known to be one only once the record behind it was delivered.
      assertThat(tracker.base()).as("seed %d", seed).isLessThanOrEqualTo(expectedBase);
      for (long offset : inFlight) {
        assertThat(tracker.snapshot().isFinished(offset)).as("seed %d", seed).isFalse();
      }
      for (long offset : done) {
        if (offset < nextDelivered) {
          assertThat(tracker.snapshot().isFinished(offset)).as("seed %d", seed).isTrue();
        }
      }
    }
  }
}
