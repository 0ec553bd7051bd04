package io.projectoracle.worker.cache;

import io.projectoracle.worker.call.CallBill;
import java.util.Optional;

/** A question's place at the table: it is served once, unless it leaves before. Thread-safe. */
public interface Seat {
  /**
   * Gives the place up: its question is not served any more.
   *
   * @return what was spent on a call that nobody waits for any more, and which therefore was
   *     aborted; empty if the question has been served, or is being served right now
   */
  Optional<CallBill> leave();
}
