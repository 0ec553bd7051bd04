package io.projectoracle.worker.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class PartitionProgressTest {
  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      PartitionProgress progress = new PartitionProgress(anyMap(random), anyTenure(random));

      PartitionProgress read =
          PartitionProgress.read(progress.finished().base(), progress.metadata());

      assertThat(read).as("round %d: %s", round, progress.metadata()).isEqualTo(progress);
    }
  }

  @Test
  void metadataOfAPartitionThatNobodyHoldsIsThatOfItsMapAlone() throws Exception {
    assertThat(new PartitionProgress(OffsetMap.startingAt(3), Tenure.NONE).metadata()).isEmpty();
    assertThat(PartitionProgress.read(3, ""))
        .isEqualTo(new PartitionProgress(OffsetMap.startingAt(3), Tenure.NONE));
  }

  @Test
  void metadataOfOthersIsNotTakenForATenure() {
    for (String foreign : new String[] {"h", "h1", "h1.", "h100.1x", "x1.1", "h1.1 and more"}) {
      assertThatThrownBy(() -> PartitionProgress.read(0, foreign))
          .as(foreign)
          .isInstanceOf(UnreadableOffsetMapException.class);
    }
  }

  @Test
  void theLongestTenureFitsTheRoomThatIsKeptForIt() {
    Tenure longest = new Tenure(Tenure.State.ALONE, Tenure.MAX_COUNT, Tenure.MAX_COUNT);

    assertThat(longest.written()).hasSize(Tenure.MAX_CHARACTERS);
    assertThat(longest.inherited().crashes()).isEqualTo(Tenure.MAX_COUNT);
  }

  @Test
  void onlyAnOwnerThatHasNotLeftInOrderCountsAsCrashed() {
    assertThat(new Tenure(Tenure.State.RELEASED, 1, 0).inherited().crashes()).isEqualTo(1);
    assertThat(new Tenure(Tenure.State.HELD, 1, 0).inherited())
        .isEqualTo(new Tenure(Tenure.State.RELEASED, 2, 0));
    assertThat(new Tenure(Tenure.State.ALONE, 2, 1).inherited())
        .isEqualTo(new Tenure(Tenure.State.RELEASED, 3, 2));
  }

  private static OffsetMap anyMap(Random random) {
    OffsetTracker tracker = new OffsetTracker(OffsetMap.startingAt(random.nextInt(1_000)));
    for (int i = random.nextInt(60); i > 0; i--) {
      long offset = tracker.next() + random.nextInt(2);
      tracker.start(offset);
      if (random.nextBoolean()) {
        tracker.finish(offset);
      }
    }
    return tracker.snapshot();
  }

  private static Tenure anyTenure(Random random) {
    Tenure.State[] states = Tenure.State.values();
    return new Tenure(
        states[random.nextInt(states.length)],
        random.nextInt(Tenure.MAX_COUNT + 1),
        random.nextInt(3));
  }
}
