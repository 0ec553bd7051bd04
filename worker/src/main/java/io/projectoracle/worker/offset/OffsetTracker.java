package io.projectoracle.worker.offset;

import java.util.BitSet;

/**
 * Follows the records of one partition from their start to their end, which they reach in any
 * order. Confined to one thread.
 *
 * <p>Invariant: an offset is committed as finished only after {@link #finish} was called for it, or
 * if the log holds no record there (what the consumer passes over, such as transaction markers, is
 * never delivered later either).
 */
public final class OffsetTracker {
  /** Share of the metadata's room that may be promised away; the rest is reserve. */
  private static final int ACCEPTED_CHARACTERS = OffsetMapCodec.MAX_CHARACTERS * 3 / 4;

  /** Finished offsets below the base are dropped once there are as many; amortises the copying. */
  private static final int COMPACTION_BITS = 4096;

  /** Keeps bit positions within an int, with room to spare. */
  private static final int MAX_WINDOW = 1 << 30;

  /** Bit i of {@link #finished} stands for offset origin + i. */
  private long origin;

  /** Lowest unfinished offset. */
  private long base;

  /** The next offset the consumer may deliver. */
  private long next;

  private BitSet finished;
  private int finishedAboveBase;

  /** Continues from what was committed. */
  public OffsetTracker(OffsetMap committed) {
    origin = committed.base();
    base = origin;
    next = origin;
    finished = committed.bits();
    finishedAboveBase = finished.cardinality();
    advanceBase();
  }

  /**
   * Takes note of a delivered record.
   *
   * @return whether it needs work; false if it was finished before a restart
   * @throws IllegalArgumentException if a record at or behind it was already delivered
   */
  public boolean start(long offset) {
    if (offset < next) {
      throw new IllegalArgumentException("offset must be at least " + next + ": " + offset);
    }
    if (offset - origin > MAX_WINDOW) {
      throw new IllegalStateException(
          "records from the oldest unfinished one on must be at most "
              + MAX_WINDOW
              + ": "
              + (offset - base));
    }
    for (long gap = Math.max(next, base); gap < offset; gap++) {
      mark(gap);
    }
    next = offset + 1;
    advanceBase();
    return !isFinished(offset);
  }

  /**
   * Takes note of the end of a record's work.
   *
   * @throws IllegalArgumentException if the record was not started, or is finished already
   */
  public void finish(long offset) {
    if (offset >= next || isFinished(offset)) {
      throw new IllegalArgumentException("offset is not in flight: " + offset);
    }
    mark(offset);
    advanceBase();
  }

  /** Lowest unfinished offset: what may be committed. */
  public long base() {
    return base;
  }

  /** The next offset to be delivered. */
  public long next() {
    return next;
  }

  /** What may be committed now. */
  public OffsetMap snapshot() {
    int shift = (int) (base - origin);
    return new OffsetMap(base, finished.get(shift, Math.max(shift, finished.length())));
  }

  /**
   * Whether one more record may be started without the metadata ever outgrowing its room, however
   * the records in flight end. Records of a window that was taken over do not enlarge it.
   */
  public boolean accepts() {
    long window = windowEnd() - base;
    return next < windowEnd()
        || OffsetMapCodec.maxCharacters(window + 1, window + 1 - finishedAboveBase)
            <= ACCEPTED_CHARACTERS;
  }

  private long windowEnd() {
    return Math.max(Math.max(next, base), origin + finished.length());
  }

  private boolean isFinished(long offset) {
    return offset < base || finished.get((int) (offset - origin));
  }

  private void mark(long offset) {
    int bit = (int) (offset - origin);
    if (!finished.get(bit)) {
      finished.set(bit);
      finishedAboveBase++;
    }
  }

  private void advanceBase() {
    int from = (int) (base - origin);
    int to = finished.nextClearBit(from);
    finishedAboveBase -= to - from;
    base = origin + to;
    if (to >= COMPACTION_BITS) {
      finished = finished.get(to, Math.max(to, finished.length()));
      origin = base;
    }
  }
}
