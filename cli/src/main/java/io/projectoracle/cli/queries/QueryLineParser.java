package io.projectoracle.cli.queries;

import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.Message;
import io.projectoracle.contract.Overrides;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Role;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Makes a query of one line. */
final class QueryLineParser {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "agent",
          "prompt",
          "messages",
          "tenant",
          "deadline",
          "metadata",
          "cache",
          "overrides");

  private final InstantSource clock;
  private final Consumer<String> unknownFields;

  QueryLineParser(InstantSource clock, Consumer<String> unknownFields) {
    this.clock = clock;
    this.unknownFields = unknownFields;
  }

  Query parse(byte[] line, Supplier<String> idIfNone) throws InvalidLineException {
    JsonNode object = object(line);
    object.propertyNames().stream().filter(name -> !FIELDS.contains(name)).forEach(unknownFields);
    String id = text(object, "id");
    String deadline = text(object, "deadline");
    try {
      return new Query(
          id == null ? idIfNone.get() : id,
          required(object, "agent"),
          text(object, "prompt"),
          messages(object.path("messages")),
          text(object, "tenant"),
          deadline == null ? null : Deadlines.parse(deadline, clock),
          cache(text(object, "cache")),
          overrides(object.path("overrides")),
          metadata(object.path("metadata")),
          null);
    } catch (IllegalArgumentException e) {
      throw new InvalidLineException(String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode object(byte[] line) throws InvalidLineException {
    try {
      JsonNode node = READER.readValue(line);
      if (!node.isObject()) {
        throw new InvalidLineException("not a JSON object");
      }
      return node;
    } catch (StreamReadException e) {
      throw new InvalidLineException("not valid JSON" + at(e.getLocation()));
    } catch (JacksonException e) {
      throw new InvalidLineException("more than one JSON value");
    }
  }

  private static String at(@Nullable TokenStreamLocation location) {
    return location == null ? "" : " at column " + location.getColumnNr();
  }

  private static @Nullable String text(JsonNode object, String field) throws InvalidLineException {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw new InvalidLineException(field + " must be a string");
    }
    return value.stringValue();
  }

  private static String required(JsonNode object, String field) throws InvalidLineException {
    String value = text(object, field);
    if (value == null) {
      throw new InvalidLineException(field + " is missing");
    }
    return value;
  }

  private static List<Message> messages(JsonNode node) throws InvalidLineException {
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    if (!node.isArray() || node.isEmpty()) {
      throw new InvalidLineException("messages must be a list of at least one message");
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode each : node) {
      if (!each.isObject()) {
        throw new InvalidLineException("messages must hold objects with role and content");
      }
      messages.add(new Message(role(required(each, "role")), required(each, "content")));
    }
    return messages;
  }

  private static Role role(String name) throws InvalidLineException {
    for (Role role : Role.values()) {
      if (role.wireName().equals(name)) {
        return role;
      }
    }
    throw new InvalidLineException("role must be system, user or assistant");
  }

  private static CachePolicy cache(@Nullable String name) throws InvalidLineException {
    if (name == null || name.equals("use")) {
      return CachePolicy.USE;
    }
    if (name.equals("bypass")) {
      return CachePolicy.BYPASS;
    }
    throw new InvalidLineException("cache must be use or bypass");
  }

  private static @Nullable Overrides overrides(JsonNode node) throws InvalidLineException {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    requireObject("overrides", node);
    JsonNode temperature = node.path("temperature");
    JsonNode maxTokens = node.path("maxTokens");
    if (!isAbsent(temperature) && !temperature.isNumber()) {
      throw new InvalidLineException("overrides.temperature must be a number");
    }
    if (!isAbsent(maxTokens) && !maxTokens.canConvertToInt()) {
      throw new InvalidLineException("overrides.maxTokens must be a whole number");
    }
    return new Overrides(
        text(node, "model"),
        isAbsent(temperature) ? null : temperature.doubleValue(),
        isAbsent(maxTokens) ? null : maxTokens.intValue());
  }

  private static Map<String, String> metadata(JsonNode node) throws InvalidLineException {
    if (isAbsent(node)) {
      return Map.of();
    }
    requireObject("metadata", node);
    Map<String, String> metadata = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isString()) {
        throw new InvalidLineException("metadata must hold strings only");
      }
      metadata.put(entry.getKey(), entry.getValue().stringValue());
    }
    return metadata;
  }

  private static void requireObject(String field, JsonNode node) throws InvalidLineException {
    if (!node.isObject()) {
      throw new InvalidLineException(field + " must be an object");
    }
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
