package io.projectoracle.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Tracker, ownership and commit under thousands of orders of events that no real cluster would go
 * through in a lifetime. A failure names its seed, which replays it.
 */
final class InterleavingsTest {
  private static final int STEPS = 250;

  /**
   * Three in a row without progress, four for ever smaller groups, and at the most one for each
   * record before it in the window, if each gets on by only one before it ends.
   */
  private static final int MOST_CRASHES = 3 + 4 + ModelWorker.MAX_IN_FLIGHT;

  @Test
  void everyRecordHasOneResultAndIsRepeatedOnlyAfterACrashOrALoss() {
    for (long seed = 0; seed < 6_000; seed++) {
      World world = new World(seed, /* withPoison= */ false);
      world.run(STEPS);
      world.settle();

      assertThat(world.recordsWithoutExactlyOneResult()).as("seed %d", seed).isEmpty();
      assertThat(world.unexcusedStarts()).as("seed %d", seed).isEmpty();
      assertThat(world.leaks()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void aRecordThatEndsItsWorkersIsGivenUpAndNoOtherIs() {
    for (long seed = 0; seed < 3_000; seed++) {
      World world = new World(seed, /* withPoison= */ true);
      world.run(STEPS);
      world.settle();

      assertThat(world.recordsWithoutExactlyOneResult()).as("seed %d", seed).isEmpty();
      assertThat(world.givenUp()).as("seed %d", seed).isEqualTo(world.poison());
      assertThat(world.unexcusedStarts()).as("seed %d", seed).isEmpty();
      assertThat(world.crashes())
          .as("seed %d", seed)
          .isBetween(
              world.poison().isEmpty() ? 0 : 1 + ModelWorker.MAX_STARTS,
              world.poison().isEmpty() ? 0 : MOST_CRASHES + ModelWorker.MAX_STARTS);
    }
  }
}
