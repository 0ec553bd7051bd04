package io.projectoracle.simulator.ledger;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Sums over every call recorded since the start or the last {@link CallLedger#clear()}, also of
 * those the ledger has dropped.
 *
 * @param calls calls that ended
 * @param byResult calls per result that occurred
 * @param promptTokens tokens billed for prompts
 * @param completionTokens tokens billed for answers
 * @param dropped calls no longer in the ledger because it was full
 */
public record Totals(
    long calls,
    Map<CallResult, Long> byResult,
    long promptTokens,
    long completionTokens,
    long dropped) {

  /** Copies. */
  public Totals {
    var copy = new EnumMap<CallResult, Long>(CallResult.class);
    copy.putAll(byResult);
    byResult = Collections.unmodifiableMap(copy);
  }

  /** Calls with that result. */
  public long count(CallResult result) {
    return byResult.getOrDefault(result, 0L);
  }
}
