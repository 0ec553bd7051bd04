package io.projectoracle.worker.answer;

import io.projectoracle.contract.Query;
import io.projectoracle.contract.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a query from its arrival on.
 *
 * @param query the query; absent if only its id could be read
 * @param knownAgent name of the agent if it is configured
 * @param model the model asked for, if the query came that far
 */
record QueryContext(
    QueryRecord record,
    String queryId,
    @Nullable Query query,
    @Nullable String knownAgent,
    @Nullable String model) {

  /** Name of the agent for usage and metrics: what submitters invent does not become a tag. */
  String agentTag() {
    return knownAgent == null ? UsageEvent.UNKNOWN_AGENT : knownAgent;
  }
}
