package io.projectoracle.worker.model;

/**
 * Names a call to the endpoint.
 *
 * @param callId name of the call, unique; sent as {@code X-Client-Request-Id}
 * @param queryId id of the query the call is made for
 * @param attempt which attempt at the query it is, from 1
 */
public record CallTag(String callId, String queryId, int attempt) {}
