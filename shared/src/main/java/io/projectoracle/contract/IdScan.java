package io.projectoracle.contract;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds the id in bytes that are no message. One pass over the tokens that builds nothing, so that
 * even an object which breaks off, or is of no use for other reasons, gives away the id it has.
 * Thread-safe.
 */
final class IdScan {
  // The nesting stays bounded, since every level takes memory; what is only skipped need not be.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private IdScan() {}

  /**
   * Value of a field of the outermost object that is text and as long as an id may be; null if
   * there is none. Of several the last counts, as in the codec.
   */
  static @Nullable String find(String field, byte[] bytes) {
    String id = null;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean named = parser.currentName().equals(field);
        if (parser.nextToken() == JsonToken.VALUE_STRING && named) {
          String text = parser.getString();
          id = isId(text) ? text : id;
        } else {
          parser.skipChildren();
        }
      }
      return id;
    } catch (JacksonException e) {
      return id; // Stood before the place where the JSON ends.
    }
  }

  private static boolean isId(String text) {
    return !text.isEmpty() && text.length() <= Query.MAX_ID_CHARACTERS;
  }
}
