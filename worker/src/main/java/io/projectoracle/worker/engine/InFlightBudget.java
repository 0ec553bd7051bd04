package io.projectoracle.worker.engine;

/**
 * Counts records and bytes from a record's start to its commit. Changed on the poll thread only;
 * read by anybody.
 */
final class InFlightBudget {
  private final int maxRecords;
  private final long maxBytes;
  private volatile int records;
  private volatile long bytes;

  InFlightBudget(int maxRecords, long maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /** Whether one more record may start. One may always, however large, if none is in flight. */
  boolean hasRoom() {
    return records == 0 || (records < maxRecords && bytes < maxBytes);
  }

  /** Whether there is room enough to make a new fetch worth its while. */
  boolean isHalfEmpty() {
    return records <= maxRecords / 2 && bytes <= maxBytes / 2;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void add(long moreBytes) {
    records++;
    bytes += moreBytes;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void grow(long moreBytes) {
    bytes += moreBytes;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void remove(long itsBytes) {
    records--;
    bytes -= itsBytes;
  }

  int records() {
    return records;
  }

  long bytes() {
    return bytes;
  }
}
