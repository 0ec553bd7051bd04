package io.projectoracle.gateway.web;

import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.access.ApiKeys;
import io.projectoracle.gateway.access.Caller;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Lets nobody in whose key is not known. Only the documents are public. */
public final class AccessFilter implements Filter {
  private static final String ATTRIBUTE = AccessFilter.class.getName() + ".caller";
  private static final Pattern PUBLIC =
      Pattern.compile("/v1/openapi\\.yaml|/v1/schemas/[a-z]+\\.schema\\.json");
  private static final Pattern LOCAL_HOST =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[[0:]+1\\]|[0:]+1");
  private static final String SCHEME = "Bearer ";

  private final ApiKeys keys;

  public AccessFilter(ApiKeys keys) {
    this.keys = keys;
  }

  /** Who makes a request that was let in. */
  static Caller caller(HttpServletRequest request) {
    return (Caller) Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "no caller");
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse out) {
      out.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      out.setHeader("X-Content-Type-Options", "nosniff");
      if (isPublic(http) || isLetIn(http, out)) {
        chain.doFilter(request, response);
      }
    }
  }

  private static boolean isPublic(HttpServletRequest request) {
    return PUBLIC.matcher(request.getRequestURI()).matches();
  }

  private boolean isLetIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (keys.isEmpty() && !LOCAL_HOST.matcher(request.getServerName()).matches()) {
      // Else a web page could reach the door through a name of its own (DNS rebinding).
      new Problem(
              Refusal.FORBIDDEN, "without API keys the host must be localhost or 127.0.0.1", null)
          .writeTo(response);
      return false;
    }
    Optional<Caller> caller = keys.authenticate(presented(request));
    if (caller.isEmpty()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"oracle\"");
      new Problem(Refusal.UNAUTHORISED, "send an API key as Authorization: Bearer", null)
          .writeTo(response);
      return false;
    }
    request.setAttribute(ATTRIBUTE, caller.get());
    return true;
  }

  private static @Nullable String presented(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }
}
