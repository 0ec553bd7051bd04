package io.projectoracle.simulator.chat;

/**
 * The parts of a chat completion request that shape its answer.
 *
 * @param model as asked for; any name is served
 * @param lastUserMessage content of the last message with the role {@code user}, empty if none
 * @param promptHash 64 bits over the roles and contents of all messages and the request's seed
 * @param promptTokens approximation, see {@link TokenCount}
 * @param maxTokens most tokens of the answer; {@link #UNBOUNDED} if the request names none
 */
public record ChatRequest(
    String model, String lastUserMessage, long promptHash, int promptTokens, int maxTokens) {

  /** No limit on the answer. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** Keeps prompts out of logs. */
  @Override
  public String toString() {
    return "ChatRequest[model=" + model + ", promptTokens=" + promptTokens + "]";
  }
}
