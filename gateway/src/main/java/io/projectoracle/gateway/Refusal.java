package io.projectoracle.gateway;

/** Why the door does not do what was asked; a closed set, used for problem types and tags. */
public enum Refusal {
  INVALID_REQUEST(400, "invalid-request", "The request cannot be understood"),
  INVALID_QUERY(400, "invalid-query", "The query is not valid"),
  INVALID_EVENT_ID(400, "invalid-event-id", "The Last-Event-ID is not one of this service"),
  UNAUTHORISED(401, "unauthorised", "The API key is missing or unknown"),
  FORBIDDEN(403, "forbidden", "The API key does not allow this"),
  UNKNOWN_QUERY(404, "unknown-query", "There is no such query"),
  NOT_FOUND(404, "not-found", "There is no such resource"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "not-acceptable", "The answer has no such form"),
  ID_REUSED(409, "id-reused", "The id belongs to another question"),
  POSITION_GONE(410, "position-gone", "The answers after this position are not kept any more"),
  TOO_LARGE(413, "too-large", "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The content type is not supported"),
  TOO_MANY_REQUESTS(429, "too-many-requests", "The API key has used up its rate for now"),
  INTERNAL(500, "internal", "Something is wrong with this service"),
  UNAVAILABLE(503, "unavailable", "The service cannot do this at present");

  private final int status;
  private final String wireName;
  private final String title;

  Refusal(int status, String wireName, String title) {
    this.status = status;
    this.wireName = wireName;
    this.title = title;
  }

  /** Status code of HTTP. */
  public int status() {
    return status;
  }

  /** The name in problem types. */
  public String wireName() {
    return wireName;
  }

  /** The reason in words that are the same each time. */
  public String title() {
    return title;
  }
}
