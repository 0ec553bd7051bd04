package io.projectoracle.contract;

/** Bounds on numbers that become part of a message. */
final class Numbers {
  private Numbers() {}

  static void requireNotNegative(String field, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " must not be negative: " + value);
    }
  }
}
