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

  /** The offset after the highest finished one; the base if nothing above it is finished. */
  public long end() {
    return base + finished.length();
  }

  /**
   * How many offsets from the base on, but below another, are unfinished.
   *
   * @throws IllegalArgumentException if the other is below the base
   */
  public long unfinishedBelow(long offset) {
    requireNotBelowBase(offset);
    int within = Math.toIntExact(Math.min(offset, end()) - base);
    return offset - base - finished.get(0, within).cardinality();
  }

  /**
   * The same with everything below an offset finished.
   *
   * @throws IllegalArgumentException if it is below the base
   */
  public OffsetMap finishedBelow(long offset) {
    requireNotBelowBase(offset);
    if (offset >= end()) {
      return startingAt(offset);
    }
    int first = finished.nextClearBit(Math.toIntExact(offset - base));
    return new OffsetMap(base + first, finished.get(first, Math.max(first, finished.length())));
  }

  private void requireNotBelowBase(long offset) {
    if (offset < base) {
      throw new IllegalArgumentException("offset must be at least " + base + ": " + offset);
    }
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
