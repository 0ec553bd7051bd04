package io.projectoracle.contract;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when bytes are not the message they should be. The message says what is wrong and where;
 * it never holds any of the bytes.
 */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1;

  private final @Nullable String queryId;

  MalformedMessageException(String reason, @Nullable String queryId) {
    super(reason);
    this.queryId = queryId;
  }

  /** The id of the query, where the bytes were at least readable enough to have one. */
  public @Nullable String queryId() {
    return queryId;
  }
}
