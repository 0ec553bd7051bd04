package io.projectoracle.cli.summary;

import io.projectoracle.aggregator.figures.FiguresReport;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures an aggregator serves over HTTP. Asks with {@link HttpURLConnection}: it loads in a
 * tenth of the time that {@code java.net.http} takes.
 *
 * @param url address of the aggregator, without a path
 * @param timeout bound on connecting and on each read
 */
public record FiguresSource(URI url, Duration timeout) {
  private static final String PATH = "figures";
  private static final Duration INTERVAL = Duration.ofMillis(200);

  /**
   * The report as JSON.
   *
   * @throws FiguresPendingException if there are none yet
   * @throws IOException if nobody serves figures there
   */
  public String readJson() throws IOException {
    String base = url.toString();
    URI target = URI.create(base.endsWith("/") ? base + PATH : base + "/" + PATH);
    if (!(target.toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException("url must begin with http:// or https://: " + url);
    }
    connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
    try {
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_UNAVAILABLE) {
        throw new FiguresPendingException("status " + status + " instead of figures");
      }
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException("status " + status + " instead of figures");
      }
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } finally {
      connection.disconnect();
    }
  }

  /**
   * The report as JSON, once there is one: an aggregator that has just been started joins its group
   * and restores its figures first, which takes seconds. Asks every 200 ms.
   *
   * @param patience how long to wait at most, once it is seen that there are none yet
   * @param waiting told then, before anything is waited for
   * @throws FiguresPendingException if there are still none
   * @throws IOException if nobody serves figures there
   */
  public String awaitJson(Duration patience, Runnable waiting)
      throws IOException, InterruptedException {
    long startNanos = 0;
    boolean told = false;
    while (true) {
      try {
        return readJson();
      } catch (FiguresPendingException e) {
        if (told && System.nanoTime() - startNanos >= patience.toNanos()) {
          throw e;
        }
      }
      if (!told) {
        waiting.run();
        told = true;
        startNanos = System.nanoTime();
      }
      TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
    }
  }

  /**
   * Reads a report.
   *
   * @throws IOException if the text is no report
   */
  public static FiguresReport parse(String json) throws IOException {
    try {
      return JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readValue(json, FiguresReport.class);
    } catch (JacksonException e) {
      throw new IOException("answer is not a report of figures", e);
    }
  }
}
