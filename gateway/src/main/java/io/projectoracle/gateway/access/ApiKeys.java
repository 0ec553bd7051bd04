package io.projectoracle.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of the door. Thread-safe. */
public final class ApiKeys {
  private final List<ApiKey> keys;

  /**
   * Keys.
   *
   * @throws IllegalArgumentException if two have the same digest
   */
  public ApiKeys(Collection<ApiKey> keys) {
    this.keys = List.copyOf(keys);
    Set<String> digests = new HashSet<>();
    for (ApiKey key : keys) {
      if (!digests.add(new String(key.digest(), StandardCharsets.ISO_8859_1))) {
        throw new IllegalArgumentException(
            "keys must differ: " + key.caller().keyId() + " has the sha256 of another");
      }
    }
  }

  /** Whether there are none, so that everybody who can reach the door may use it. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /**
   * Whose key it is. Takes the same time whichever key fits, and however much of it fits.
   *
   * @param presented what the caller presents; null if nothing
   */
  public Optional<Caller> authenticate(@Nullable String presented) {
    if (keys.isEmpty()) {
      return Optional.of(Caller.LOCAL);
    }
    byte[] digest = sha256(presented == null ? "" : presented);
    Caller found = null;
    for (ApiKey key : keys) {
      // No early end, and a comparison that looks at every byte (MessageDigest.isEqual).
      boolean same = MessageDigest.isEqual(key.digest(), digest);
      found = same ? key.caller() : found;
    }
    return Optional.ofNullable(found);
  }

  /** Names the number only. */
  @Override
  public String toString() {
    return "ApiKeys[" + keys.size() + "]";
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
