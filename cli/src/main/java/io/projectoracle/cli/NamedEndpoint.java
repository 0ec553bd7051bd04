package io.projectoracle.cli;

import io.projectoracle.cli.console.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/**
 * A model endpoint as {@code --endpoint} names it.
 *
 * @param name what answers and figures call it
 * @param url base of its paths
 */
record NamedEndpoint(String name, URI url) {
  static final String KEY_VARIABLE = "OPENAI_API_KEY";

  private static final String OPENAI = "openai";
  private static final URI OPENAI_URL = URI.create("https://api.openai.com/v1");

  /**
   * Understands {@code openai} and URLs.
   *
   * @throws UsageException if it is neither
   */
  static NamedEndpoint parse(String text) {
    if (text.equals(OPENAI)) {
      return new NamedEndpoint(OPENAI, OPENAI_URL);
    }
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
        return new NamedEndpoint(url.getHost(), url);
      }
    } catch (URISyntaxException e) {
      throw new UsageException("--endpoint is no address: " + e.getReason());
    }
    throw new UsageException(
        "--endpoint must be simulator, openai, or a URL like http://localhost:8000/v1 without"
            + " credentials");
  }

  /** Refuses a provider that would only refuse every call. */
  void requireKey(Map<String, String> environment) {
    if (equals(parse(OPENAI)) && environment.getOrDefault(KEY_VARIABLE, "").isBlank()) {
      throw new UsageException("--endpoint openai needs a key in the variable " + KEY_VARIABLE);
    }
  }
}
