package io.projectoracle.aggregator.boot;

import io.projectoracle.aggregator.FiguresUnavailableException;
import io.projectoracle.aggregator.StreamedFigures;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /figures}: the report as JSON, or 503 while it cannot be read. */
@RestController
final class FiguresController {
  private final StreamedFigures figures;

  FiguresController(StreamedFigures figures) {
    this.figures = figures;
  }

  @GetMapping(path = "/figures", produces = MediaType.APPLICATION_JSON_VALUE)
  String figures() {
    return figures.report().toJson();
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  ProblemDetail unavailable(FiguresUnavailableException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE, Objects.requireNonNull(e.getMessage()));
  }
}
