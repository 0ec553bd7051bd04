package io.projectoracle.simulator.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The key calls must carry, or none. Immutable; never prints the key. */
final class ApiKey {

  private static final String SCHEME = "Bearer ";

  private final byte @Nullable [] key;

  ApiKey(@Nullable String key) {
    this.key = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
  }

  boolean accepts(@Nullable String authorization) {
    if (key == null) {
      return true;
    }
    if (authorization == null
        || !authorization.regionMatches(/* ignoreCase= */ true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] given = authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(key, given);
  }
}
