package io.projectoracle.gateway.web;

import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Makes problem details of whatever goes wrong, Spring's own refusals included. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<byte[]> refused(RefusedException e) {
    return Problem.of(e).toResponse();
  }

  @ExceptionHandler
  ResponseEntity<byte[]> failed(RuntimeException e) {
    log.error("request failed", e);
    return new Problem(Refusal.INTERNAL, "the log of the gateway tells more", null).toResponse();
  }

  /** Spring's messages are left out: they may quote the request. */
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ResponseEntity<byte[]> problem = of(status.value()).toResponse();
    HttpHeaders all = new HttpHeaders(headers);
    all.putAll(problem.getHeaders());
    return new ResponseEntity<>(problem.getBody(), all, problem.getStatusCode());
  }

  /** The problem of a status that Spring or Tomcat chose. */
  static Problem of(int status) {
    return switch (status) {
      case 404 -> new Problem(Refusal.NOT_FOUND, "see /v1/openapi.yaml for what there is", null);
      case 405 -> new Problem(Refusal.METHOD_NOT_ALLOWED, "see the header Allow", null);
      case 406 -> new Problem(Refusal.NOT_ACCEPTABLE, "see /v1/openapi.yaml for the forms", null);
      case 413 -> new Problem(Refusal.TOO_LARGE, "see /v1/openapi.yaml for the bounds", null);
      case 415 -> new Problem(Refusal.UNSUPPORTED_MEDIA_TYPE, "see the header Accept", null);
      case 503 ->
          new Problem(
              Refusal.UNAVAILABLE, "the request took longer than it may", Duration.ofSeconds(1));
      default ->
          status < 500
              ? new Problem(
                  Refusal.INVALID_REQUEST,
                  String.format(Locale.ROOT, "refused with status %d", status),
                  null)
              : new Problem(Refusal.INTERNAL, "the log of the gateway tells more", null);
    };
  }
}
