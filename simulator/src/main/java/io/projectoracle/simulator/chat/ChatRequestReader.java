package io.projectoracle.simulator.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one chat completion request in a single pass over its bytes. Unknown fields are ignored.
 * Confined to one request.
 */
public final class ChatRequestReader {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final PromptHash hash = new PromptHash();
  private @Nullable String model;
  private String lastUserMessage = "";
  private int messages;
  private long characters;
  private int maxTokens = ChatRequest.UNBOUNDED;

  private ChatRequestReader() {}

  /**
   * Reads a request body.
   *
   * @throws InvalidRequestException if it is not JSON, lacks a required field, or asks for what the
   *     simulator does not do
   */
  public static ChatRequest read(byte[] body) throws InvalidRequestException {
    var reader = new ChatRequestReader();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      reader.readRequest(parser);
    } catch (JacksonException e) {
      // Jackson's own message would quote the body.
      throw invalid("We could not parse the JSON body of your request.", null);
    }
    return reader.request();
  }

  private ChatRequest request() throws InvalidRequestException {
    if (model == null || model.isBlank()) {
      throw invalid("you must provide a model parameter", "model");
    }
    if (messages == 0) {
      throw invalid(
          "Missing required parameter: 'messages', with at least one message.", "messages");
    }
    return new ChatRequest(
        model, lastUserMessage, hash.value(), TokenCount.of(characters), maxTokens);
  }

  private void readRequest(JsonParser parser) throws InvalidRequestException {
    expect(parser.nextToken(), JsonToken.START_OBJECT, "The request must be a JSON object.", null);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "model" -> {
          expect(value, JsonToken.VALUE_STRING, "'model' must be a string.", "model");
          model = parser.getString();
        }
        case "messages" -> readMessages(parser, value);
        case "max_tokens", "max_completion_tokens" -> readMaxTokens(parser, value, name);
        case "seed" -> {
          if (value == JsonToken.VALUE_NUMBER_INT) {
            hash.add(parser.getValueAsLong());
          }
        }
        case "stream" -> {
          if (value == JsonToken.VALUE_TRUE) {
            throw invalid("'stream' is not supported: only whole answers are served.", "stream");
          }
        }
        case "n" -> {
          if (value == JsonToken.VALUE_NUMBER_INT && parser.getValueAsLong() != 1) {
            throw invalid("'n' must be 1.", "n");
          }
        }
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw invalid("We could not parse the JSON body of your request.", null);
    }
  }

  private void readMaxTokens(JsonParser parser, JsonToken value, String name)
      throws InvalidRequestException {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    expect(value, JsonToken.VALUE_NUMBER_INT, "'" + name + "' must be an integer.", name);
    long asked = parser.getLongValue();
    if (asked < 1 || asked > Integer.MAX_VALUE) {
      throw invalid("'" + name + "' must be between 1 and 2147483647: " + asked, name);
    }
    // The newer name and the deprecated one may both be sent: the tighter wins.
    maxTokens = Math.min(maxTokens, (int) asked);
  }

  private void readMessages(JsonParser parser, JsonToken value) throws InvalidRequestException {
    expect(value, JsonToken.START_ARRAY, "'messages' must be an array.", "messages");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(
          parser.currentToken(),
          JsonToken.START_OBJECT,
          "'messages' must contain objects.",
          "messages");
      readMessage(parser);
      messages++;
    }
  }

  private void readMessage(JsonParser parser) throws InvalidRequestException {
    String role = null;
    String content = "";
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("role")) {
        expect(value, JsonToken.VALUE_STRING, "'role' must be a string.", "messages");
        role = parser.getString();
      } else if (name.equals("content")) {
        content = readContent(parser, value);
      } else {
        parser.skipChildren();
      }
    }
    if (role == null) {
      throw invalid("Missing required parameter: 'messages[" + messages + "].role'.", "messages");
    }
    hash.add(role);
    hash.add(content);
    characters += content.length();
    if (role.equals("user")) {
      lastUserMessage = content;
    }
  }

  private static String readContent(JsonParser parser, JsonToken value)
      throws InvalidRequestException {
    if (value == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    if (value == JsonToken.VALUE_NULL) {
      return "";
    }
    expect(value, JsonToken.START_ARRAY, "'content' must be a string or an array.", "messages");
    var text = new StringBuilder();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(
          parser.currentToken(), JsonToken.START_OBJECT, "Content parts are objects.", "messages");
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("text")) {
          text.append(parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    }
    return text.toString();
  }

  private static void expect(
      @Nullable JsonToken actual, JsonToken expected, String message, @Nullable String param)
      throws InvalidRequestException {
    if (actual != expected) {
      throw invalid(message, param);
    }
  }

  private static InvalidRequestException invalid(String message, @Nullable String param) {
    return new InvalidRequestException(ApiError.invalid(message, param));
  }
}
