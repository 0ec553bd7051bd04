package io.projectoracle.benchmarks.throughput;

import java.util.List;

/** Lets sides take turns, so that what else the machine does hits all of them alike. */
final class Rounds {
  private Rounds() {}

  /** One turn each to warm up, then so many that count. */
  static void of(int rounds, int count, Side... sides) throws Exception {
    for (Side side : sides) {
      side.warmUp(count);
    }
    for (int round = 0; round < rounds; round++) {
      for (Side side : List.of(sides)) {
        side.measure(count);
      }
    }
  }
}
