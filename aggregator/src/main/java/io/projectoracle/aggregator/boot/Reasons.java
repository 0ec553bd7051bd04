package io.projectoracle.aggregator.boot;

/** Failures in words. */
final class Reasons {
  private Reasons() {}

  /** What was tried, and why it failed. */
  static String of(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return failure == deepest ? failure.toString() : failure.getMessage() + ": " + deepest;
  }
}
