package io.projectoracle.worker.limit;

import java.time.Duration;
import java.util.function.Consumer;

/** Decides when a call to an endpoint may start. Thread-safe; nothing here blocks. */
public interface CallLimiter {
  /**
   * Asks for a permit. Requests are served in the order they were made.
   *
   * @param granted told once, on any thread, possibly before this method returns
   * @return the way to withdraw the request
   */
  Request acquire(Consumer<Permit> granted);

  /** Grants nothing until {@code delay} from now: the endpoint asked for it. */
  void holdOff(Duration delay);

  /** A request for a permit that may still be waiting. */
  interface Request {
    /** Stops waiting. A permit granted at the same moment still arrives and must be closed. */
    void withdraw();
  }

  /**
   * The right to start one call. Each of its methods counts once; {@link #close} must be called.
   * Thread-safe.
   */
  interface Permit extends AutoCloseable {
    /**
     * The endpoint is known to have counted the call, or may have: its first byte came, or the
     * request was on its way and then failed. The rate limit's period runs from here, which is the
     * latest it can begin at the endpoint. A permit closed without it is as good as never granted.
     */
    void used();

    /** The call is over. */
    @Override
    void close();
  }
}
