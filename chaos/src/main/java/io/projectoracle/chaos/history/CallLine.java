package io.projectoracle.chaos.history;

/**
 * A call that the model has served, by its own ledger: a line of {@code calls.jsonl}.
 *
 * @param callId the caller's name of the call
 * @param queryId id of the query it was made for
 * @param worker name of the worker that made it
 * @param attempt which attempt at the query it was in that worker, from 1
 * @param startMillis when the request arrived
 * @param endMillis when the reply was complete, or the caller went away
 * @param result {@code ok}, or how else it ended
 */
public record CallLine(
    String callId,
    String queryId,
    String worker,
    int attempt,
    long startMillis,
    long endMillis,
    String result) {}
