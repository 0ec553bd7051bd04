package io.projectoracle.contract;

import java.util.Objects;

/**
 * One turn of a conversation, as in the chat-completions form of the OpenAI API.
 *
 * @param role who speaks: {@code system}, {@code user} or {@code assistant}
 * @param content what is said; may be empty, never null
 */
public record Message(Role role, String content) {
  public Message {
    Objects.requireNonNull(role, "role is missing");
    Objects.requireNonNull(content, "content is missing");
  }

  /** A turn of the person who asks. */
  public static Message user(String content) {
    return new Message(Role.USER, content);
  }

  /** An instruction to the model. */
  public static Message system(String content) {
    return new Message(Role.SYSTEM, content);
  }

  /** Names the role and the length only: the content of a conversation is never printed. */
  @Override
  public String toString() {
    return "Message[role=" + role.wireName() + ", characters=" + content.length() + "]";
  }
}
