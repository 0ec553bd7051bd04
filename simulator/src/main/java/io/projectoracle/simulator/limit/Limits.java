package io.projectoracle.simulator.limit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The request and token limits of one simulator, both or neither taken. A denied call uses nothing.
 * Thread-safe; never waits.
 */
public final class Limits {

  private final LongSupplier nanoTicker;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final @Nullable SlidingWindow requests;

  @GuardedBy("lock")
  private final @Nullable SlidingWindow tokens;

  /**
   * Builds the windows.
   *
   * @param requestLimit null for none
   * @param tokenLimit null for none
   * @param nanoTicker monotonic clock
   */
  public Limits(
      @Nullable WindowLimit requestLimit,
      @Nullable WindowLimit tokenLimit,
      LongSupplier nanoTicker) {
    this.requests = requestLimit == null ? null : new SlidingWindow(requestLimit);
    this.tokens = tokenLimit == null ? null : new SlidingWindow(tokenLimit);
    this.nanoTicker = nanoTicker;
  }

  /**
   * Admits one call, or says why not.
   *
   * @param tokenCount prompt and completion tokens of the call
   */
  public Optional<Denial> admit(long tokenCount) {
    synchronized (lock) {
      // Read inside the lock: the windows need times that never go back.
      long now = nanoTicker.getAsLong();
      long requestWait = requests == null ? 0 : requests.waitNanos(now, 1);
      long tokenWait = tokens == null ? 0 : tokens.waitNanos(now, tokenCount);
      if (requests != null && requestWait > 0 && requestWait >= tokenWait) {
        return Optional.of(denial("requests", requests, 1, requestWait));
      }
      if (tokens != null && tokenWait > 0) {
        return Optional.of(denial("tokens", tokens, tokenCount, tokenWait));
      }
      if (requests != null) {
        requests.take(now, 1);
      }
      if (tokens != null) {
        tokens.take(now, tokenCount);
      }
      return Optional.empty();
    }
  }

  private static Denial denial(String kind, SlidingWindow window, long asked, long waitNanos) {
    String figures =
        kind + ": limit " + window.limit() + ", used " + window.used() + ", requested " + asked;
    return waitNanos == SlidingWindow.NEVER
        ? new Denial(kind, "Request too large for " + figures, OptionalLong.empty())
        : new Denial(kind, "Rate limit reached for " + figures, OptionalLong.of(waitNanos));
  }
}
