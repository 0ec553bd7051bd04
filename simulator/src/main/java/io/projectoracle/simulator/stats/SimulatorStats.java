package io.projectoracle.simulator.stats;

import io.projectoracle.simulator.ledger.CallResult;
import io.projectoracle.simulator.ledger.Totals;
import java.util.List;

/**
 * Figures of a simulator since its start or since its ledger was cleared.
 *
 * @param totals sums over the calls that ended
 * @param inFlight calls being served
 * @param maxInFlight most calls served at once
 * @param stallCount event-loop delays above 100 ms
 * @param stalls the latest 1,000 of them, oldest first
 */
public record SimulatorStats(
    Totals totals, int inFlight, int maxInFlight, long stallCount, List<Stall> stalls) {

  /** Copies. */
  public SimulatorStats {
    stalls = List.copyOf(stalls);
  }

  /** Calls that ended. */
  public long calls() {
    return totals.calls();
  }

  /** Calls refused because they were over the request or token limit. */
  public long overLimit() {
    return totals.count(CallResult.OVER_LIMIT);
  }

  /** Calls dropped from the ledger because it was full. */
  public long dropped() {
    return totals.dropped();
  }
}
