package io.projectoracle.gateway.submit;

import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.access.Caller;
import io.projectoracle.gateway.answers.IdWindow;
import io.projectoracle.gateway.answers.QueryName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes queries of what callers send: the contract's form, but the id may be absent, the tenant is
 * the caller's, and a deadline may be a duration from now. Thread-safe.
 */
public final class QueryReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Where the codec found something: not where it stood in what the caller sent. */
  private static final Pattern PLACE = Pattern.compile(" at line \\d+, column \\d+$");

  private final InstantSource clock;
  private final IdWindow window;

  public QueryReader(InstantSource clock, IdWindow window) {
    this.clock = clock;
    this.window = window;
  }

  /**
   * Reads one query.
   *
   * @throws RefusedException if it is none, or none that this caller may submit
   */
  public Query read(byte[] json, Caller caller) {
    return toQuery(parse(json), caller);
  }

  /**
   * Parses any JSON.
   *
   * @throws RefusedException if it is none
   */
  static JsonNode parse(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node.isMissingNode()) {
        throw new RefusedException(Refusal.INVALID_QUERY, "there is nothing in the request");
      }
      return node;
    } catch (StreamReadException e) {
      throw new RefusedException(Refusal.INVALID_QUERY, "not valid JSON" + at(e.getLocation()));
    } catch (JacksonException e) {
      throw new RefusedException(Refusal.INVALID_QUERY, "more than one JSON value");
    }
  }

  Query toQuery(JsonNode node, Caller caller) {
    if (!(node instanceof ObjectNode object)) {
      throw new RefusedException(Refusal.INVALID_QUERY, "not a JSON object");
    }
    completeId(object, caller);
    completeTenant(object, caller);
    completeDeadline(object);
    try {
      return MessageCodec.decodeQuery(MAPPER.writeValueAsBytes(object));
    } catch (MalformedMessageException e) {
      String reason = String.valueOf(e.getMessage());
      throw new RefusedException(Refusal.INVALID_QUERY, PLACE.matcher(reason).replaceFirst(""));
    }
  }

  private void completeId(ObjectNode object, Caller caller) {
    JsonNode id = object.path("id");
    if (isAbsent(id)) {
      object.put("id", QueryIds.next());
    } else if (!id.isString() || !QueryName.isId(id.stringValue())) {
      throw new RefusedException(
          Refusal.INVALID_QUERY, "id must be a UUID of version 7 in lower case, or be left out");
    } else if (!window.admits(new QueryName(caller.tenant(), id.stringValue()), clock.instant())) {
      throw new RefusedException(
          Refusal.INVALID_QUERY,
          "id must be a UUID made at most "
              + window.maxAge()
              + " ago, and not in the future; ask for the query of this id before you make another");
    }
  }

  private static void completeTenant(ObjectNode object, Caller caller) {
    JsonNode tenant = object.path("tenant");
    String allowed = caller.tenant();
    if (!isAbsent(tenant) && !(tenant.isString() && tenant.stringValue().equals(allowed))) {
      throw new RefusedException(
          Refusal.FORBIDDEN,
          allowed == null
              ? "tenant must be left out: there are no API keys, hence no tenants"
              : "tenant must be that of the API key, or be left out");
    }
    if (allowed == null) {
      object.remove("tenant");
    } else {
      object.put("tenant", allowed);
    }
  }

  private void completeDeadline(ObjectNode object) {
    JsonNode deadline = object.path("deadline");
    if (deadline.isString() && deadline.stringValue().startsWith("P")) {
      try {
        Instant instant = clock.instant().plus(Duration.parse(deadline.stringValue()));
        object.put("deadline", instant.toString());
      } catch (DateTimeException | ArithmeticException e) {
        throw new RefusedException(
            Refusal.INVALID_QUERY,
            "deadline must be an instant like 2026-12-31T23:59:00Z or a duration like PT10M");
      }
    }
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static String at(TokenStreamLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
