package io.projectoracle.gateway.answers;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query as its tenant knows it. Two tenants may use one id; they never see each other's.
 *
 * @param tenant whose query it is; null where there are no tenants
 * @param id a UUID of version 7 in its usual form, lower case
 */
public record QueryName(@Nullable String tenant, String id) {
  private static final Pattern UUID_7 =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  public QueryName {
    if (!isId(id)) {
      throw new IllegalArgumentException("id must be a UUID of version 7 in lower case");
    }
  }

  /** Whether a text may be an id. */
  public static boolean isId(String text) {
    return UUID_7.matcher(text).matches();
  }

  /** When the id was made, by the clock of whoever made it (RFC 9562 §5.7). */
  public Instant time() {
    return Instant.ofEpochMilli(Long.parseLong(id.substring(0, 8) + id.substring(9, 13), 16));
  }

  byte[] idBytes() {
    return id.getBytes(StandardCharsets.US_ASCII);
  }
}
