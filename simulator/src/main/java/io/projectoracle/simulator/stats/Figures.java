package io.projectoracle.simulator.stats;

import io.projectoracle.simulator.ledger.CallLedger;
import io.projectoracle.simulator.ledger.Totals;

/**
 * All a simulator writes down: its ledger, the calls in flight and its own stalls. Thread-safe.
 *
 * @param ledger calls that ended
 * @param inFlight calls being served
 * @param stalls event-loop delays
 */
public record Figures(CallLedger ledger, InFlight inFlight, StallLog stalls) {

  /** Empty figures with a ledger of that size. */
  public static Figures withLedger(int capacity) {
    return new Figures(new CallLedger(capacity), new InFlight(), new StallLog());
  }

  /** The figures now. */
  public SimulatorStats stats() {
    Totals totals = ledger.totals();
    return new SimulatorStats(
        totals, inFlight.current(), inFlight.max(), stalls.count(), stalls.latest());
  }

  /** Forgets all calls and stalls; calls in flight are recorded when they end. */
  public void clear() {
    ledger.clear();
    stalls.clear();
    inFlight.resetMax();
  }
}
