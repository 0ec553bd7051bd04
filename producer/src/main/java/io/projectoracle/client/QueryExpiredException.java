package io.projectoracle.client;

import java.time.Instant;

/**
 * Carried by the future of a query whose deadline has passed, and the grace after it, without an
 * answer. The client says so by itself, it has not heard from a worker: whether a model was called,
 * and what that cost, only the worker's answer tells, which stays on the answers topic when it
 * comes. That is why this is no {@link io.projectoracle.contract.Answer Answer} of status {@code
 * expired}, which would have to state what nobody here knows.
 */
public final class QueryExpiredException extends OracleClientException {
  private static final long serialVersionUID = 1;

  private final String queryId;
  private final Instant deadline;

  QueryExpiredException(String queryId, Instant deadline) {
    super("query " + queryId + " was not answered by its deadline " + deadline);
    this.queryId = queryId;
    this.deadline = deadline;
  }

  /** Id of the query; {@link OracleClient#attach} takes it. */
  public String queryId() {
    return queryId;
  }

  /** The query's own deadline, without the grace. */
  public Instant deadline() {
    return deadline;
  }
}
