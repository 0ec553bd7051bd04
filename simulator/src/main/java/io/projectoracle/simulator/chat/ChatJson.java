package io.projectoracle.simulator.chat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the bodies of the OpenAI API, UTF-8. Thread-safe. */
public final class ChatJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private ChatJson() {}

  /** Whether an answer says what it cost. */
  public enum Usage {
    /** The normal case. */
    INCLUDED,
    /** A provider that keeps it to itself. */
    OMITTED
  }

  /**
   * A {@code chat.completion} object.
   *
   * @param id unique to the call
   * @param created seconds since the epoch
   */
  public static byte[] completion(
      Completion completion, String id, long created, String model, Usage usage) {
    var bytes = new ByteArrayOutputStream(completion.content().length() + 512);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("id", id);
      json.writeStringProperty("object", "chat.completion");
      json.writeNumberProperty("created", created);
      json.writeStringProperty("model", model);
      writeChoices(json, completion);
      if (usage == Usage.INCLUDED) {
        writeUsage(json, completion);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeChoices(JsonGenerator json, Completion completion) {
    json.writeArrayPropertyStart("choices");
    json.writeStartObject();
    json.writeNumberProperty("index", 0);
    json.writeObjectPropertyStart("message");
    json.writeStringProperty("role", "assistant");
    json.writeStringProperty("content", completion.content());
    json.writeNullProperty("refusal");
    json.writeEndObject();
    json.writeNullProperty("logprobs");
    json.writeStringProperty("finish_reason", completion.finishReason());
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeUsage(JsonGenerator json, Completion completion) {
    json.writeObjectPropertyStart("usage");
    json.writeNumberProperty("prompt_tokens", completion.promptTokens());
    json.writeNumberProperty("completion_tokens", completion.completionTokens());
    json.writeNumberProperty("total_tokens", completion.totalTokens());
    json.writeEndObject();
  }

  /** An error body. */
  public static byte[] error(ApiError error) {
    var bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeObjectPropertyStart("error");
      json.writeStringProperty("message", error.message());
      json.writeStringProperty("type", error.type());
      json.writeStringProperty("param", error.param());
      json.writeStringProperty("code", error.code());
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /**
   * The list of models.
   *
   * @param created seconds since the epoch
   */
  public static byte[] models(List<String> models, long created) {
    var bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("object", "list");
      json.writeArrayPropertyStart("data");
      for (String model : models) {
        json.writeStartObject();
        json.writeStringProperty("id", model);
        json.writeStringProperty("object", "model");
        json.writeNumberProperty("created", created);
        json.writeStringProperty("owned_by", "simulator");
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
