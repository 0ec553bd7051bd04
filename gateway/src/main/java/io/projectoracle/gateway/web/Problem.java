package io.projectoracle.gateway.web;

import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Problem details (RFC 9457) of a refusal.
 *
 * @param refusal the kind, of which type, title and status follow
 * @param detail what is wrong this time
 * @param retryAfter when it makes sense to ask again
 */
record Problem(Refusal refusal, String detail, @Nullable Duration retryAfter) {
  static final String TYPE_PREFIX = "urn:projectoracle:problem:";

  static Problem of(RefusedException e) {
    return new Problem(e.refusal(), e.detail(), e.retryAfter());
  }

  /** The object that stands for it in JSON. */
  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", TYPE_PREFIX + refusal.wireName());
    body.put("title", refusal.title());
    body.put("status", refusal.status());
    body.put("detail", detail);
    return body;
  }

  ResponseEntity<byte[]> toResponse() {
    ResponseEntity.BodyBuilder response =
        ResponseEntity.status(refusal.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
    }
    return response.body(json());
  }

  /** Where no controller is at work. */
  void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(refusal.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    if (retryAfter != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
    }
    byte[] json = json();
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }

  private byte[] json() {
    return JsonMapper.shared().writeValueAsBytes(body());
  }

  /** Whole seconds, rounded up, at least one (RFC 9110 §10.2.3). */
  private static String seconds(Duration time) {
    return Long.toString(Math.max(1, (time.toMillis() + 999) / 1_000));
  }
}
