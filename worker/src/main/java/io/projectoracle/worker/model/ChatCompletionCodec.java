package io.projectoracle.worker.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Message;
import io.projectoracle.contract.Usage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bodies of the chat-completions call, as the OpenAI API reference describes them. Pure, and
 * thread-safe.
 */
final class ChatCompletionCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              // A pool for each thread: what is shared by all costs more than it saves.
              JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final ObjectReader REPLY = MAPPER.readerFor(Reply.class);

  /** What may stand in a message: codes are the endpoint's words, everything else may be ours. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  private ChatCompletionCodec() {}

  static byte[] encode(ModelRequest request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("model", request.parameters().model());
      json.writeArrayPropertyStart("messages");
      for (Message message : request.messages()) {
        json.writeStartObject();
        json.writeStringProperty("role", message.role().wireName());
        json.writeStringProperty("content", message.content());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberProperty("temperature", request.parameters().temperature());
      json.writeNumberProperty("max_tokens", request.parameters().maxTokens());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /**
   * Reads a successful reply.
   *
   * @return null if it is none
   */
  static @Nullable Completion decode(byte[] body) {
    try {
      Reply reply = REPLY.readValue(body);
      if (reply == null || reply.choices() == null || reply.choices().isEmpty()) {
        return null;
      }
      Choice choice = reply.choices().get(0);
      if (choice == null || choice.message() == null) {
        return null;
      }
      String content =
          choice.message().content() == null
              ? choice.message().refusal()
              : choice.message().content();
      return content == null
          ? null
          : new Completion(content, choice.finishReason(), reply.model(), usage(reply.usage()));
    } catch (JacksonException | IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The error code of an unsuccessful reply, such as {@code context_length_exceeded}.
   *
   * @return null if there is none, or none fit to be shown
   */
  static @Nullable String errorCode(byte[] body) {
    try {
      JsonNode error = MAPPER.readTree(body).path("error");
      for (String field : List.of("code", "type")) {
        String code = error.path(field).asString("");
        if (CODE.matcher(code).matches()) {
          return code;
        }
      }
      return null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Kind of a 429: an exhausted account does not recover by waiting. */
  static FailureKind kindOfTooManyRequests(@Nullable String code) {
    return "insufficient_quota".equals(code)
        ? FailureKind.QUOTA_EXHAUSTED
        : FailureKind.RATE_LIMITED;
  }

  private static Usage usage(@Nullable TokenUsage usage) {
    return usage == null
        ? Usage.UNKNOWN
        : new Usage(usage.promptTokens(), usage.completionTokens(), usage.totalTokens(), null);
  }

  private record Reply(
      @Nullable String model,
      @Nullable List<@Nullable Choice> choices,
      @Nullable TokenUsage usage) {}

  private record Choice(
      @Nullable ReplyMessage message,
      @JsonProperty("finish_reason") @Nullable String finishReason) {}

  private record ReplyMessage(@Nullable String content, @Nullable String refusal) {}

  private record TokenUsage(
      @JsonProperty("prompt_tokens") @Nullable Long promptTokens,
      @JsonProperty("completion_tokens") @Nullable Long completionTokens,
      @JsonProperty("total_tokens") @Nullable Long totalTokens) {}
}
