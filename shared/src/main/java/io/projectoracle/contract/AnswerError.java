package io.projectoracle.contract;

import java.util.Objects;

/**
 * Why there is no content.
 *
 * @param kind the closed kind
 * @param message for people; holds no prompt, answer, key or credential
 * @param retriable whether the same query, submitted again, may succeed
 */
public record AnswerError(FailureKind kind, String message, boolean retriable) {
  public AnswerError {
    Objects.requireNonNull(kind, "error.kind is missing");
    Objects.requireNonNull(message, "error.message is missing");
  }
}
