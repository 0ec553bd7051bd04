package io.projectoracle.simulator.chat;

/**
 * An answer.
 *
 * @param content the text
 * @param finishReason {@code stop}, or {@code length} if the text was cut to the token limit
 * @param promptTokens tokens of the request
 * @param completionTokens tokens of the text
 */
public record Completion(
    String content, String finishReason, int promptTokens, int completionTokens) {

  /** Prompt and completion tokens. */
  public long totalTokens() {
    return (long) promptTokens + completionTokens;
  }

  /** Keeps answers out of logs. */
  @Override
  public String toString() {
    return "Completion[finishReason=" + finishReason + ", tokens=" + totalTokens() + "]";
  }
}
