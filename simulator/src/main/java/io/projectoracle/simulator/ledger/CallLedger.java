package io.projectoracle.simulator.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The last calls served, oldest dropped first, in the order they ended. A reader that goes on from
 * the sequence after the last it saw misses none but the dropped ones, because a call gets its
 * sequence when it is complete. Thread-safe; readers hold up writers only while they copy a page.
 */
public final class CallLedger {

  private static final int PAGE = 512;

  private final int capacity;
  private final Object lock = new Object();

  /** Oldest first; a few hundred at most, so that removing the first is cheap. */
  @GuardedBy("lock")
  private final List<CallChunk> chunks = new ArrayList<>();

  /** Sequence of the first call of the first chunk. */
  @GuardedBy("lock")
  private long base;

  @GuardedBy("lock")
  private long first;

  @GuardedBy("lock")
  private long next;

  @GuardedBy("lock")
  private long dropped;

  @GuardedBy("lock")
  private long calls;

  @GuardedBy("lock")
  private final Map<CallResult, Long> counts = new EnumMap<>(CallResult.class);

  @GuardedBy("lock")
  private long promptTokens;

  @GuardedBy("lock")
  private long completionTokens;

  /**
   * An empty ledger; memory is taken as calls arrive.
   *
   * @param capacity most calls kept, at least 1
   */
  public CallLedger(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("ledger size must be at least 1: " + capacity);
    }
    this.capacity = capacity;
  }

  /** Records a call that ended; its own sequence is ignored. */
  public long append(Call call) {
    synchronized (lock) {
      openChunk().append(call);
      counts.merge(call.result(), 1L, Long::sum);
      calls++;
      promptTokens += call.promptTokens();
      completionTokens += call.completionTokens();
      long sequence = next++;
      if (next - first > capacity) {
        first++;
        dropped++;
      }
      return sequence;
    }
  }

  /** Calls kept now. */
  public int size() {
    synchronized (lock) {
      return (int) (next - first);
    }
  }

  /** Sequence of the oldest call kept; equals {@link #nextSequence()} if there is none. */
  public long firstSequence() {
    synchronized (lock) {
      return first;
    }
  }

  /** Sequence the next call will get. */
  public long nextSequence() {
    synchronized (lock) {
      return next;
    }
  }

  /** Sums over all calls recorded, consistent with each other. */
  public Totals totals() {
    synchronized (lock) {
      return new Totals(calls, counts, promptTokens, completionTokens, dropped);
    }
  }

  /**
   * Copies up to {@code limit} calls with sequences from {@code from} on; dropped ones are skipped.
   */
  public List<Call> page(long from, int limit) {
    var page = new ArrayList<Call>(Math.min(limit, PAGE));
    synchronized (lock) {
      long start = Math.max(from, first);
      long end = Math.min(next, start + limit);
      for (long sequence = start; sequence < end; sequence++) {
        long position = sequence - base;
        CallChunk chunk = chunks.get((int) (position / CallChunk.CALLS));
        page.add(chunk.read((int) (position % CallChunk.CALLS), sequence));
      }
    }
    return page;
  }

  /** All calls kept now; {@link #forEach} needs less memory for a large ledger. */
  public List<Call> snapshot() {
    var kept = new ArrayList<Call>();
    forEach(0, kept::add);
    return kept;
  }

  /**
   * Passes on every call from a sequence up to the newest at the time of the call, outside locks.
   */
  public void forEach(long from, Consumer<? super Call> consumer) {
    long end = nextSequence();
    long position = from;
    while (position < end) {
      List<Call> page = page(position, (int) Math.min(PAGE, end - position));
      if (page.isEmpty()) {
        return;
      }
      page.forEach(consumer);
      position = page.get(page.size() - 1).sequence() + 1;
    }
  }

  /**
   * Forgets all calls and sums. Sequences go on, so that no reader takes a new call for an old one.
   */
  public void clear() {
    synchronized (lock) {
      chunks.clear();
      base = next;
      first = next;
      dropped = 0;
      promptTokens = 0;
      completionTokens = 0;
      counts.clear();
      calls = 0;
    }
  }

  @GuardedBy("lock")
  private CallChunk openChunk() {
    if (!chunks.isEmpty()) {
      CallChunk last = chunks.get(chunks.size() - 1);
      if (!last.isFull()) {
        return last;
      }
    }
    CallChunk chunk = freeChunk();
    chunks.add(chunk);
    return chunk;
  }

  @GuardedBy("lock")
  private CallChunk freeChunk() {
    // The oldest chunk is free once the oldest call kept lies behind it.
    if (chunks.isEmpty() || first - base < CallChunk.CALLS) {
      return new CallChunk();
    }
    base += CallChunk.CALLS;
    CallChunk chunk = chunks.remove(0);
    chunk.reset();
    return chunk;
  }
}
