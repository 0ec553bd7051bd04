package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.Tenure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bounds and paces of the engine.
 *
 * @param maxInFlight records being worked on, at least 1; as many again may wait for their commit,
 *     and two transactions' worth at least
 * @param maxInFlightBytes bytes of both, results included
 * @param commitInterval least time between the starts of two transactions under load; an idle
 *     engine commits at once
 * @param maxCommitResults most results of one transaction, which may be cut off before by its bytes
 * @param drainTimeout how long a planned stop, or a planned loss of partitions, waits for work in
 *     flight; what takes longer is aborted and repeated by another worker
 * @param maxStarts after how many ends of its worker's process a record is given up that was
 *     started alone each time, at least 1
 * @param startFrom where to begin in a partition that has no committed offset; absent: such a
 *     partition is not read, since any guess could skip or repeat
 */
public record EngineSettings(
    int maxInFlight,
    long maxInFlightBytes,
    Duration commitInterval,
    int maxCommitResults,
    Duration drainTimeout,
    int maxStarts,
    @Nullable StartFrom startFrom) {

  /** Default pause between transactions: below it, a broker spends its time on their markers. */
  public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(40);

  /** Default bound on a transaction: what many results share its fixed cost for the broker. */
  public static final int DEFAULT_MAX_COMMIT_RESULTS = 2_000;

  /** Default patience with work in flight. */
  public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofMinutes(1);

  /** Default patience with a record whose workers end when they start it. */
  public static final int DEFAULT_MAX_STARTS = 3;

  /** The largest patience there is with such a record. */
  public static final int MOST_MAX_STARTS = Tenure.MAX_COUNT - 1;

  public EngineSettings {
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("max-in-flight must be at least 1: " + maxInFlight);
    }
    if (maxInFlightBytes < 1) {
      throw new IllegalArgumentException(
          "max-in-flight-bytes must be at least 1: " + maxInFlightBytes);
    }
    if (commitInterval.isNegative()) {
      throw new IllegalArgumentException("commit-interval must not be negative: " + commitInterval);
    }
    if (maxCommitResults < 1) {
      throw new IllegalArgumentException(
          "max-commit-results must be at least 1: " + maxCommitResults);
    }
    if (drainTimeout.isNegative()) {
      throw new IllegalArgumentException("drain-timeout must not be negative: " + drainTimeout);
    }
    if (maxStarts < 1 || maxStarts > MOST_MAX_STARTS) {
      throw new IllegalArgumentException(
          "max-starts must be between 1 and " + MOST_MAX_STARTS + ": " + maxStarts);
    }
  }

  /** A quarter of the heap: the default bound on bytes in flight. */
  public static long defaultMaxInFlightBytes() {
    return Runtime.getRuntime().maxMemory() / 4;
  }

  /** Where to begin without a committed offset. */
  public enum StartFrom {
    /** At the oldest record there is. */
    EARLIEST,
    /** With the records that come from now on. */
    LATEST
  }
}
