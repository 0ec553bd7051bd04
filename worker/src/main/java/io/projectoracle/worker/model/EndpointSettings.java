package io.projectoracle.worker.model;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible endpoint.
 *
 * @param name its name in answers, usage and metrics
 * @param url base of its paths, such as {@code https://api.openai.com/v1}
 * @param apiKey sent as bearer token; never printed
 * @param connectTimeout bound on making a connection
 * @param callTimeout bound on a call from its start to the last byte of its reply
 * @param maxResponseBytes bound on the reply's body
 * @param connections most connections at once
 * @param identifyCalls whether to send the query's id, the attempt and the worker's name along as
 *     headers: for endpoints of one's own, whose records are to be compared with Oracle's
 */
public record EndpointSettings(
    String name,
    URI url,
    @Nullable String apiKey,
    Duration connectTimeout,
    Duration callTimeout,
    int maxResponseBytes,
    int connections,
    boolean identifyCalls) {

  /** Default bound on making a connection. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Default bound on a call. */
  public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofMinutes(2);

  /** Default bound on a reply's body, 4 MiB: above any answer that may be published. */
  public static final int DEFAULT_MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

  public EndpointSettings {
    Objects.requireNonNull(name, "endpoint name is missing");
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw new IllegalArgumentException(
          "endpoint url must begin with http:// or https://: " + withoutUserInfo(url));
    }
    if (url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
      throw new IllegalArgumentException(
          "endpoint url must have a host, and neither credentials nor a query: "
              + withoutUserInfo(url));
    }
    requirePositive("connect-timeout", connectTimeout);
    requirePositive("call-timeout", callTimeout);
    if (maxResponseBytes < 1) {
      throw new IllegalArgumentException(
          "max-response-bytes must be at least 1: " + maxResponseBytes);
    }
    if (connections < 1) {
      throw new IllegalArgumentException("connections must be at least 1: " + connections);
    }
  }

  @Override
  public String toString() {
    return "EndpointSettings[name="
        + name
        + ", url="
        + url
        + ", apiKey="
        + (apiKey == null ? "none" : "***")
        + "]";
  }

  private static void requirePositive(String field, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(field + " must be positive: " + value);
    }
  }

  private static String withoutUserInfo(URI url) {
    return url.getScheme() + "://" + url.getHost();
  }
}
