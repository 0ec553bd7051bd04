package io.projectoracle.simulator.limit;

/**
 * An exact sliding window: every use is remembered until it is one period old. Confined to its
 * owner; memory is bounded by the uses one period admits.
 */
final class SlidingWindow {

  /** What {@link #waitNanos} returns for an amount that can never fit. */
  static final long NEVER = Long.MAX_VALUE;

  private final WindowLimit limit;
  private final long periodNanos;
  private long used;

  // A ring of (time, amount) pairs, oldest first.
  private long[] times = new long[16];
  private long[] amounts = new long[16];
  private int head;
  private int size;

  SlidingWindow(WindowLimit limit) {
    this.limit = limit;
    this.periodNanos = limit.period().toNanos();
  }

  WindowLimit limit() {
    return limit;
  }

  long used() {
    return used;
  }

  /** How long until {@code amount} fits if nothing else is taken; 0 if it fits now. */
  long waitNanos(long nowNanos, long amount) {
    if (amount > limit.max()) {
      return NEVER;
    }
    expire(nowNanos);
    long excess = used + amount - limit.max();
    long wait = 0;
    for (int i = 0; excess > 0; i++) {
      int slot = (head + i) & (times.length - 1);
      excess -= amounts[slot];
      wait = times[slot] + periodNanos - nowNanos;
    }
    return wait;
  }

  /** Takes an amount that {@link #waitNanos} said fits. */
  void take(long nowNanos, long amount) {
    if (size == times.length) {
      grow();
    }
    int slot = (head + size) & (times.length - 1);
    times[slot] = nowNanos;
    amounts[slot] = amount;
    size++;
    used += amount;
  }

  private void expire(long nowNanos) {
    while (size > 0 && nowNanos - times[head] >= periodNanos) {
      used -= amounts[head];
      head = (head + 1) & (times.length - 1);
      size--;
    }
  }

  private void grow() {
    long[] moreTimes = new long[times.length * 2];
    long[] moreAmounts = new long[times.length * 2];
    int tail = times.length - head;
    System.arraycopy(times, head, moreTimes, 0, tail);
    System.arraycopy(times, 0, moreTimes, tail, head);
    System.arraycopy(amounts, head, moreAmounts, 0, tail);
    System.arraycopy(amounts, 0, moreAmounts, tail, head);
    times = moreTimes;
    amounts = moreAmounts;
    head = 0;
  }
}
