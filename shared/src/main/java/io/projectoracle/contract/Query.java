package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question to an agent: the value of a record on the queries topic. Immutable.
 *
 * <p>Exactly one of {@code prompt} and {@code messages} is present; a prompt is short for one
 * message of the user. The type has no {@code toString} of its content: prompts are never printed.
 *
 * @param id the caller's name for the query, 1 to 128 characters (UTF-16 units); a UUIDv7 if the
 *     caller has none. A surrogate without its partner comes back in the answer's value, but is a
 *     question mark wherever the id travels as UTF-8: in headers and keys
 * @param agent name of the agent that answers, 1 to 64 characters
 * @param prompt the question, if it is a single one
 * @param messages the conversation, if it is not; its last message is what is answered
 * @param tenant on whose behalf, at most 64 characters; answers are never shared between tenants
 * @param deadline the instant (UTC) after which an answer is of no use: {@code expired} without a
 *     call from then on
 * @param cache whether the cache may answer; {@link CachePolicy#USE} if absent
 * @param overrides what to do differently from the agent's settings
 * @param metadata the caller's own notes, echoed in the answer; at most 8 KB in all
 * @param redriveOf id of the query that this one repeats after a failure
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Query(
    String id,
    String agent,
    @Nullable String prompt,
    List<Message> messages,
    @Nullable String tenant,
    @Nullable Instant deadline,
    CachePolicy cache,
    @Nullable Overrides overrides,
    Map<String, String> metadata,
    @Nullable String redriveOf) {

  /** Characters an id may have. */
  public static final int MAX_ID_CHARACTERS = 128;

  /** Characters a name of an agent or tenant may have. */
  public static final int MAX_NAME_CHARACTERS = 64;

  @SuppressWarnings("ConstantValue") // Absent fields arrive as null from the codec.
  public Query {
    requirePresent("id", id);
    Text.requireLength("id", id, 1, MAX_ID_CHARACTERS);
    requirePresent("agent", agent);
    Text.requireLength("agent", agent, 1, MAX_NAME_CHARACTERS);
    if (tenant != null) {
      Text.requireLength("tenant", tenant, 1, MAX_NAME_CHARACTERS);
    }
    if (redriveOf != null) {
      Text.requireLength("redriveOf", redriveOf, 1, MAX_ID_CHARACTERS);
    }
    messages = messages == null ? List.of() : List.copyOf(messages);
    if ((prompt == null) == messages.isEmpty()) {
      throw new IllegalArgumentException(
          prompt == null
              ? "prompt or messages is missing"
              : "prompt and messages exclude each other");
    }
    if (prompt != null && prompt.isBlank()) {
      throw new IllegalArgumentException("prompt must not be blank");
    }
    cache = cache == null ? CachePolicy.USE : cache;
    metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
    SizeLimits.requireMetadata(metadata);
  }

  /** A question with nothing but what every question has. */
  public static Query of(String id, String agent, String prompt) {
    return new Query(
        id, agent, prompt, List.of(), null, null, CachePolicy.USE, null, Map.of(), null);
  }

  /** The conversation to answer, whichever of the two forms it arrived in; never empty. */
  public List<Message> conversation() {
    return prompt == null ? messages : List.of(Message.user(prompt));
  }

  @Override
  public String toString() {
    return "Query[id=" + id + ", agent=" + agent + ", tenant=" + tenant + "]";
  }

  private static void requirePresent(String field, Object value) {
    Objects.requireNonNull(value, field + " is missing");
  }
}
