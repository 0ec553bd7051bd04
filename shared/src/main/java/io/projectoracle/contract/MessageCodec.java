package io.projectoracle.contract;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns messages into the bytes that travel, JSON in UTF-8, and back. Unknown fields are ignored,
 * so that a newer writer does not stop an older reader; known ones are read only if they have their
 * type. Thread-safe.
 */
public final class MessageCodec {
  private static final JsonMapper MAPPER = StrictJson.mapper();

  private static final ObjectReader QUERY_READER = MAPPER.readerFor(Query.class);
  private static final ObjectReader ANSWER_READER = MAPPER.readerFor(Answer.class);
  private static final ObjectReader USAGE_READER = MAPPER.readerFor(UsageEvent.class);
  private static final ObjectReader CANCEL_READER = MAPPER.readerFor(Cancel.class);
  private static final ObjectWriter QUERY_WRITER = MAPPER.writerFor(Query.class);
  private static final ObjectWriter ANSWER_WRITER = MAPPER.writerFor(Answer.class);
  private static final ObjectWriter USAGE_WRITER = MAPPER.writerFor(UsageEvent.class);
  private static final ObjectWriter CANCEL_WRITER = MAPPER.writerFor(Cancel.class);

  private MessageCodec() {}

  /** The bytes of a query. */
  public static byte[] encode(Query query) {
    return QUERY_WRITER.writeValueAsBytes(query);
  }

  /** The bytes of an answer. */
  public static byte[] encode(Answer answer) {
    return ANSWER_WRITER.writeValueAsBytes(answer);
  }

  /** The bytes of a usage event. */
  public static byte[] encode(UsageEvent event) {
    return USAGE_WRITER.writeValueAsBytes(event);
  }

  /** The bytes of a cancel. */
  public static byte[] encode(Cancel cancel) {
    return CANCEL_WRITER.writeValueAsBytes(cancel);
  }

  /**
   * Reads a query.
   *
   * @throws MalformedMessageException if the bytes are no JSON, or not a query; carries the query's
   *     id if one stands where it belongs and before the place where the JSON breaks off
   */
  public static Query decodeQuery(byte @Nullable [] bytes) throws MalformedMessageException {
    return decode(Query.class, QUERY_READER, "id", bytes);
  }

  /**
   * Reads an answer.
   *
   * @throws MalformedMessageException if the bytes are not an answer
   */
  public static Answer decodeAnswer(byte @Nullable [] bytes) throws MalformedMessageException {
    return decode(Answer.class, ANSWER_READER, "queryId", bytes);
  }

  /**
   * Reads a usage event.
   *
   * @throws MalformedMessageException if the bytes are not a usage event
   */
  public static UsageEvent decodeUsageEvent(byte @Nullable [] bytes)
      throws MalformedMessageException {
    return decode(UsageEvent.class, USAGE_READER, "queryId", bytes);
  }

  /**
   * Reads a cancel.
   *
   * @throws MalformedMessageException if the bytes are not a cancel
   */
  public static Cancel decodeCancel(byte @Nullable [] bytes) throws MalformedMessageException {
    return decode(Cancel.class, CANCEL_READER, "queryId", bytes);
  }

  private static <T> T decode(
      Class<T> type, ObjectReader reader, String idField, byte @Nullable [] bytes)
      throws MalformedMessageException {
    if (bytes == null) {
      throw new MalformedMessageException("record has no value", null);
    }
    try {
      T value = type.cast(reader.readValue(bytes));
      if (value == null) {
        throw new MalformedMessageException("not an object: null", null);
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedMessageException(reason(e), IdScan.find(idField, bytes));
    }
  }

  /** Says what does not fit without Jackson's own message, which quotes the input. */
  private static String reason(JacksonException e) {
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return saidByConstructor(e.getCause());
    }
    if (e instanceof InvalidNullException) {
      return path(e) + " is missing";
    }
    return problem(e) + at(e.getLocation());
  }

  /** What this package's constructors say about a value is taken over: it never holds the value. */
  private static String saidByConstructor(Throwable cause) {
    return Objects.requireNonNullElse(cause.getMessage(), "a required field is missing");
  }

  private static String problem(JacksonException e) {
    // The parser's own exceptions are all of one family, whether or not the text is JSON.
    if (e instanceof InputCoercionException) {
      return "value of field " + path(e) + " is out of range";
    }
    if (e instanceof StreamConstraintsException) {
      return "number, name or nesting is beyond what is read";
    }
    if (e instanceof StreamReadException || e instanceof JacksonIOException) {
      return "not valid JSON";
    }
    return e.getPath().isEmpty()
        ? "not an object of the expected form"
        : "wrong type of field " + path(e);
  }

  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      String name = step.getPropertyName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        // A map's key is the submitter's own text: bounded, since it is only there to be found.
        path.append(path.isEmpty() ? "" : ".")
            .append(name, 0, Math.min(name.length(), Query.MAX_NAME_CHARACTERS));
      }
    }
    return path.toString();
  }

  private static String at(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
