package io.projectoracle.worker.boot;

import io.projectoracle.worker.model.EndpointSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The model endpoint. Its key is taken from the environment only. There is no default: whatever may
 * send a bill must have been named.
 *
 * @param name its name in answers, usage and metrics
 * @param url base of its paths
 * @param connectTimeout bound on making a connection
 * @param callTimeout bound on a call from its start to the last byte of its reply
 * @param identifyCalls whether to send the query's id along, for endpoints of one's own
 */
@ConfigurationProperties("oracle.worker.endpoint")
record EndpointProperties(
    @DefaultValue("endpoint") String name,
    @Nullable URI url,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("2m") Duration callTimeout,
    @DefaultValue("false") boolean identifyCalls) {
  static final String KEY_VARIABLE = "ORACLE_WORKER_ENDPOINT_API_KEY";
  static final String OPENAI_KEY_VARIABLE = "OPENAI_API_KEY";

  EndpointProperties {
    settings(name, url, null, connectTimeout, callTimeout, 1, identifyCalls);
  }

  /** With the key that the environment holds, if any. */
  EndpointSettings toSettings(Map<String, String> environment, int connections) {
    return settings(
        name, url, key(environment), connectTimeout, callTimeout, connections, identifyCalls);
  }

  private static EndpointSettings settings(
      String name,
      @Nullable URI url,
      @Nullable String key,
      Duration connectTimeout,
      Duration callTimeout,
      int connections,
      boolean identifyCalls) {
    if (url == null) {
      throw new IllegalArgumentException(
          "oracle.worker.endpoint.url must be set to the base of an OpenAI-compatible API, such as"
              + " https://api.openai.com/v1");
    }
    return Keys.under(
        "oracle.worker.endpoint",
        () ->
            new EndpointSettings(
                name,
                url,
                key,
                connectTimeout,
                callTimeout,
                EndpointSettings.DEFAULT_MAX_RESPONSE_BYTES,
                connections,
                identifyCalls));
  }

  private static @Nullable String key(Map<String, String> environment) {
    String own = environment.getOrDefault(KEY_VARIABLE, "");
    String key = own.isBlank() ? environment.getOrDefault(OPENAI_KEY_VARIABLE, "") : own;
    return key.isBlank() ? null : key.strip();
  }
}
