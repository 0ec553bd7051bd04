package io.projectoracle.gateway.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a gateway. Whatever it receives must be what the gateway's OpenAPI document says. */
public final class Door {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;
  private final @Nullable String key;
  private final OpenApi openApi;

  public Door(URI base, @Nullable String key) {
    this.base = base;
    this.key = key;
    this.openApi = OpenApi.of(base);
  }

  public HttpResponse<String> get(String path) {
    return checked(request(path).GET());
  }

  public HttpResponse<String> delete(String path) {
    return checked(request(path).DELETE());
  }

  public HttpResponse<String> post(String path, String contentType, String body) {
    return post(path, contentType, BodyPublishers.ofString(body));
  }

  public HttpResponse<String> post(String path, String contentType, BodyPublisher body) {
    return checked(request(path).POST(body).header("Content-Type", contentType));
  }

  /** The response comes when it comes. */
  public CompletableFuture<HttpResponse<String>> getLater(String path) {
    HttpRequest request = request(path).GET().build();
    return CLIENT
        .sendAsync(request, BodyHandlers.ofString())
        .thenApply(
            response -> {
              openApi.check(request, response);
              return response;
            });
  }

  /** Submits a question; the id under which it was accepted. */
  public String submit(String prompt) {
    HttpResponse<String> response =
        submitJson("{\"agent\":\"technical\",\"prompt\":\"" + prompt + "\"}");
    if (response.statusCode() != 202) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return json(response).path("id").asString();
  }

  public HttpResponse<String> submitJson(String json) {
    return post("/v1/queries", "application/json", json);
  }

  /** Opens the stream of answers; fails if it is refused. */
  public EventStream stream(String... lastEventId) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/v1/answers"));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    for (String id : lastEventId) {
      request.header("Last-Event-ID", id);
    }
    try {
      HttpResponse<InputStream> response =
          CLIENT.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        throw new AssertionError(response.statusCode() + " " + body);
      }
      openApi.checkBegun(response);
      return new EventStream(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  public HttpResponse<String> checked(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    HttpResponse<String> response = unchecked(request);
    openApi.check(request, response);
    return response;
  }

  public static HttpResponse<String> unchecked(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  public static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  public URI base() {
    return base;
  }
}
