package io.projectoracle.benchmarks.throughput;

import java.util.List;

/** Lets sides take turns, so that what else the machine does hits all of them alike. */
final class Rounds {
  private Rounds() {}

  /**
   * One turn each to warm up, then so many that count.
   *
   * @param warmUp size of the first turn: large enough for the compiler to be done; 0 for none
   * @param count size of the others
   */
  static void of(int rounds, int warmUp, int count, Side... sides) throws Exception {
    for (Side side : sides) {
      if (warmUp > 0) {
        side.warmUp(warmUp);
      }
    }
    for (int round = 0; round < rounds; round++) {
      for (Side side : List.of(sides)) {
        side.measure(count);
      }
    }
  }
}
