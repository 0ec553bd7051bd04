package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why an attempt, or a query, failed: a closed set, decided once where the raw error was seen, and
 * therefore safe as a tag of metrics.
 */
public enum FailureKind {
  /** The record is not a query, or breaks the contract. */
  @JsonProperty("invalid_query")
  INVALID_QUERY("invalid_query"),
  /** The process of each worker that started the record ended. */
  @JsonProperty("poison")
  POISON("poison"),
  /** No agent of that name is configured. */
  @JsonProperty("unknown_agent")
  UNKNOWN_AGENT("unknown_agent"),
  /** The endpoint does not accept the credentials: 401 or 403. */
  @JsonProperty("unauthorised")
  UNAUTHORISED("unauthorised"),
  /** The endpoint refuses this request whoever sends it: 400, 404, 413, 422 and other 4xx. */
  @JsonProperty("rejected")
  REJECTED("rejected"),
  /** The endpoint has had enough for the moment: 429. */
  @JsonProperty("rate_limited")
  RATE_LIMITED("rate_limited"),
  /** The account behind the key is exhausted: 429 with the code {@code insufficient_quota}. */
  @JsonProperty("quota_exhausted")
  QUOTA_EXHAUSTED("quota_exhausted"),
  /** The endpoint failed: 5xx. */
  @JsonProperty("server_error")
  SERVER_ERROR("server_error"),
  /** No connection could be made; nothing was sent. */
  @JsonProperty("unreachable")
  UNREACHABLE("unreachable"),
  /** The connection broke after the request was on its way. */
  @JsonProperty("connection_lost")
  CONNECTION_LOST("connection_lost"),
  /** The call took longer than allowed. */
  @JsonProperty("timeout")
  TIMEOUT("timeout"),
  /** The endpoint's reply is not a chat completion. */
  @JsonProperty("malformed_response")
  MALFORMED_RESPONSE("malformed_response"),
  /** The answer is larger than may be published. */
  @JsonProperty("answer_too_large")
  ANSWER_TOO_LARGE("answer_too_large"),
  /** The call was given up because nobody waited for it any more. */
  @JsonProperty("aborted")
  ABORTED("aborted"),
  /** A fault of the worker itself. */
  @JsonProperty("internal")
  INTERNAL("internal");

  private final String wireName;

  FailureKind(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire and in metrics. */
  public String wireName() {
    return wireName;
  }
}
