package io.projectoracle.worker.offset;

import java.util.BitSet;

/**
 * The finished offsets of a partition: all below {@code base}, and those above it whose bit is set.
 * A value; the bit set is never changed after construction.
 */
public final class OffsetMap {
  private final long base;
  private final BitSet finished;

  /**
   * @param base the lowest unfinished offset, which is the committed offset
   * @param finished bit i stands for offset {@code base + i}
   */
  OffsetMap(long base, BitSet finished) {
    if (base < 0) {
      throw new IllegalArgumentException("base must not be negative: " + base);
    }
    this.base = base;
    this.finished = finished;
  }

  /** Nothing above {@code base} is finished. */
  public static OffsetMap startingAt(long base) {
    return new OffsetMap(base, new BitSet());
  }

  /** The committed offset: the next one to read. */
  public long base() {
    return base;
  }

  /** Whether the record at this offset needs no work any more. */
  public boolean isFinished(long offset) {
    return offset < base || finished.get(Math.toIntExact(offset - base));
  }

  /** Offsets above the base that are finished. */
  public int finishedAboveBase() {
    return finished.cardinality();
  }

  /** A copy of the bits, relative to the base. */
  BitSet bits() {
    return (BitSet) finished.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OffsetMap that && base == that.base && finished.equals(that.finished);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(base) * 31 + finished.hashCode();
  }

  @Override
  public String toString() {
    return "OffsetMap[base=" + base + ", finishedAboveBase=" + finishedAboveBase() + "]";
  }
}
