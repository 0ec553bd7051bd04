package io.projectoracle.worker.cache;

import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.worker.call.CallResult;

/**
 * What a question was served with.
 *
 * @param outcome where it came from
 * @param result the result, with the bill only for the one who pays it
 */
public record Served(CacheOutcome outcome, CallResult result) {}
