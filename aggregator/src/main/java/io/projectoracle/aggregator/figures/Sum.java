package io.projectoracle.aggregator.figures;

/** Addition of numbers that are never negative. */
final class Sum {
  private Sum() {}

  /**
   * Stays at the largest number instead of overflowing, which keeps adding associative and
   * commutative: a single absurd event must not turn a sum negative.
   */
  static long of(long a, long b) {
    var sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
