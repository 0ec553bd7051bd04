package io.projectoracle.gateway.web;

import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.answers.AnswerFinder;
import io.projectoracle.gateway.answers.Finding;
import io.projectoracle.gateway.answers.QueryName;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Queries, one by one or in batches. No thread waits for Kafka or for an answer. */
@RestController
public final class QueryController {
  static final String PATH = "/v1/queries";
  static final String NDJSON = "application/x-ndjson";

  private final Intake intake;
  private final AnswerFinder finder;
  private final DoorLimits limits;

  public QueryController(Intake intake, AnswerFinder finder, DoorLimits limits) {
    this.intake = intake;
    this.finder = finder;
    this.limits = limits;
  }

  @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<byte[]>> submit(HttpServletRequest request) {
    return intake
        .submit(
            AccessFilter.caller(request),
            () -> BoundedBody.read(request, limits.queryBytes()),
            Traceparent.of(request))
        .thenApply(QueryController::accepted);
  }

  @PostMapping(
      path = PATH + ":batch",
      consumes = {MediaType.APPLICATION_JSON_VALUE, NDJSON})
  CompletableFuture<ResponseEntity<byte[]>> submitBatch(HttpServletRequest request) {
    boolean lines = MediaType.valueOf(request.getContentType()).getSubtype().contains("ndjson");
    return intake
        .submitBatch(
            AccessFilter.caller(request),
            () -> BoundedBody.read(request, limits.batchBytes()),
            lines,
            Traceparent.of(request))
        .thenApply(items -> json(207, BatchReport.of(items)));
  }

  @GetMapping(PATH + "/{id}")
  CompletableFuture<ResponseEntity<byte[]>> find(
      @PathVariable String id,
      @RequestParam(name = "wait", required = false) @Nullable String wait,
      HttpServletRequest request) {
    QueryName name = name(id, request);
    return finder.find(name, waitTime(wait)).thenApply(finding -> found(name, finding));
  }

  @DeleteMapping(PATH + "/{id}")
  CompletableFuture<ResponseEntity<byte[]>> cancel(
      @PathVariable String id, HttpServletRequest request) {
    return intake
        .cancel(AccessFilter.caller(request), name(id, request))
        .thenApply(name -> json(202, state(name, "cancel-requested")));
  }

  private static QueryName name(String id, HttpServletRequest request) {
    if (!QueryName.isId(id)) {
      throw unknown(); // The door never accepted it.
    }
    return new QueryName(AccessFilter.caller(request).tenant(), id);
  }

  private Duration waitTime(@Nullable String text) {
    if (text == null) {
      return Duration.ZERO;
    }
    try {
      Duration wait = DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
      if (!wait.isNegative() && wait.compareTo(limits.maxWait()) <= 0) {
        return wait;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Told below.
    }
    throw new RefusedException(
        Refusal.INVALID_REQUEST,
        "wait must be a duration like 30s, at most " + limits.maxWait().toSeconds() + "s");
  }

  private static ResponseEntity<byte[]> accepted(QueryName name) {
    return ResponseEntity.status(202)
        .header(HttpHeaders.LOCATION, location(name))
        .contentType(MediaType.APPLICATION_JSON)
        .body(JsonMapper.shared().writeValueAsBytes(state(name, "accepted")));
  }

  private static ResponseEntity<byte[]> found(QueryName name, Finding finding) {
    if (finding instanceof Finding.Answered answered) {
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(answered.answer().json());
    }
    if (finding instanceof Finding.Pending) {
      return ResponseEntity.status(202)
          .header(HttpHeaders.RETRY_AFTER, "1")
          .contentType(MediaType.APPLICATION_JSON)
          .body(JsonMapper.shared().writeValueAsBytes(state(name, "pending")));
    }
    throw unknown();
  }

  static String location(QueryName name) {
    return PATH + "/" + name.id();
  }

  static Map<String, String> state(QueryName name, String status) {
    Map<String, String> state = new LinkedHashMap<>();
    state.put("id", name.id());
    state.put("status", status);
    state.put("location", location(name));
    return state;
  }

  private static ResponseEntity<byte[]> json(int status, Object body) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(JsonMapper.shared().writeValueAsBytes(body));
  }

  private static RefusedException unknown() {
    return new RefusedException(
        Refusal.UNKNOWN_QUERY,
        "no query of this id was submitted with an API key of the same tenant, or its answer is not"
            + " kept any more");
  }
}
