package io.projectoracle.worker.engine;

/**
 * Counts records and bytes from a record's start to its commit. Changed on the poll thread only;
 * read by anybody.
 *
 * <p>Results that wait for their commit are bounded apart from records being worked on: else a
 * worker with few calls at a time would do nothing while a transaction fills.
 */
final class InFlightBudget {
  private final int maxWorking;
  private final int maxRecords;
  private final long maxBytes;
  private int working;
  private volatile int records;
  private volatile long bytes;

  /**
   * @param maxWorking most records being worked on at a time
   * @param maxCommitResults most results of a transaction
   * @param maxBytes most bytes of records and results
   */
  InFlightBudget(int maxWorking, int maxCommitResults, long maxBytes) {
    this.maxWorking = maxWorking;
    // As many again may wait for their commit; but one transaction fills while another is under
    // way.
    this.maxRecords =
        (int)
            Math.min(
                Integer.MAX_VALUE, maxWorking + Math.max((long) maxWorking, 2L * maxCommitResults));
    this.maxBytes = maxBytes;
  }

  /** Whether one more record may start. One may always, however large, if none is in flight. */
  boolean hasRoom() {
    return records == 0 || (working < maxWorking && records < maxRecords && bytes < maxBytes);
  }

  /** Work on a record begins. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void add(long moreBytes) {
    working++;
    records++;
    bytes += moreBytes;
  }

  /** A record's work is done; its result waits for its commit. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void finish(long resultBytes) {
    working--;
    bytes += resultBytes;
  }

  /** A record's result is committed, or thrown away. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void remove(long itsBytes) {
    records--;
    bytes -= itsBytes;
  }

  /** Most records that can be started and not committed. */
  int maxRecords() {
    return maxRecords;
  }

  int records() {
    return records;
  }

  long bytes() {
    return bytes;
  }
}
