package io.projectoracle.simulator.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP side needs to know.
 *
 * @param host address to bind to
 * @param port 0 for any free one
 * @param eventLoops servers that share the port, each on its own thread
 * @param apiKey the key {@code /v1} asks for; null for none
 * @param maxBodyBytes longest request body
 * @param hugeBytes content size of the fault {@code huge}
 * @param retryAfter what faults write to {@code Retry-After}
 * @param models listed by {@code /v1/models}
 */
public record HttpSettings(
    String host,
    int port,
    int eventLoops,
    @Nullable String apiKey,
    int maxBodyBytes,
    int hugeBytes,
    Duration retryAfter,
    List<String> models) {

  /** Copies. */
  public HttpSettings {
    models = List.copyOf(models);
  }

  /** Masks the key. */
  @Override
  public String toString() {
    return "HttpSettings[host=" + host + ", port=" + port + ", eventLoops=" + eventLoops + "]";
  }
}
