package io.projectoracle.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context of a request. */
final class Traceparent {
  private static final String HEADER = "traceparent";
  private static final Pattern VALID =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private Traceparent() {}

  /** Null if there is none, or none that can be understood. */
  static @Nullable String of(HttpServletRequest request) {
    String header = request.getHeader(HEADER);
    return header != null && VALID.matcher(header).matches() ? header : null;
  }
}
