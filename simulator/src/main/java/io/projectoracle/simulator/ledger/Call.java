package io.projectoracle.simulator.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One call as the simulator saw it. Tokens are what a provider would bill: all of an answer that
 * was written in whole or in part, the prompt alone if the client left or was never answered,
 * nothing for a refusal.
 *
 * @param sequence position in the ledger, in the order calls ended; the ledger assigns it
 * @param callId the client's own id of the call, at most 256 characters are kept
 * @param queryId the query the call was made for, at most 256 characters are kept
 * @param worker who called
 * @param attempt the caller's attempt number; 0 if it gave none
 * @param model the model asked for; null if the request could not be read
 * @param startMicros when the request's head arrived, microseconds since the epoch
 * @param endMicros when the result was certain, just before its last byte was written
 * @param durationNanos from start to end on the monotonic clock
 * @param result how it ended
 * @param status HTTP status written; 0 if none was
 * @param promptTokens tokens billed for the prompt
 * @param completionTokens tokens billed for the answer
 */
public record Call(
    long sequence,
    @Nullable String callId,
    @Nullable String queryId,
    @Nullable String worker,
    int attempt,
    @Nullable String model,
    long startMicros,
    long endMicros,
    long durationNanos,
    CallResult result,
    int status,
    int promptTokens,
    int completionTokens) {}
