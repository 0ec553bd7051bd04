package io.projectoracle.cli.status;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a worker says of itself on its management port, which Kafka cannot tell.
 *
 * @param url address of that port, without a path
 * @param timeout bound on connecting and on each read
 */
public record WorkerHealthSource(URI url, Duration timeout) {
  private static final String PATH = "/actuator/health";

  /**
   * How many of its queries wait for what: {@code permit}, {@code retry} or {@code reply}.
   *
   * @throws IOException if no worker answers there
   */
  public Map<String, Integer> waits() throws IOException {
    URI target = URI.create(url.toString().replaceAll("/+$", "") + PATH);
    if (!(target.toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException("url must begin with http:// or https://: " + url);
    }
    connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
    try {
      // One that is not ready says so with 503, and what it waits for all the same.
      boolean ready = connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST;
      try (InputStream body = ready ? connection.getInputStream() : connection.getErrorStream()) {
        return waits(body == null ? new byte[0] : body.readAllBytes());
      }
    } finally {
      connection.disconnect();
    }
  }

  private Map<String, Integer> waits(byte[] health) throws IOException {
    JsonNode waiting;
    try {
      waiting = JsonMapper.shared().readTree(health).at("/components/worker/details/waitingFor");
    } catch (JacksonException e) {
      throw new IOException("not a worker's health: " + url, e);
    }
    if (!waiting.isObject()) {
      throw new IOException("not a worker's health: " + url);
    }
    Map<String, Integer> waits = new TreeMap<>();
    waiting.properties().forEach(each -> waits.put(each.getKey(), each.getValue().asInt()));
    return waits;
  }
}
