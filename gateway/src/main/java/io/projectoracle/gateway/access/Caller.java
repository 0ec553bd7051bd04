package io.projectoracle.gateway.access;

import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param keyId name of the API key
 * @param tenant whose queries and answers the key opens; null if there are no keys
 */
public record Caller(String keyId, @Nullable String tenant) {
  /** Anybody on this machine, where there are no keys. */
  public static final Caller LOCAL = new Caller("local", null);
}
