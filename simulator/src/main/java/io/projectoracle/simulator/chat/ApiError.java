package io.projectoracle.simulator.chat;

import org.jspecify.annotations.Nullable;

/**
 * An error as the OpenAI API writes it.
 *
 * @param status HTTP status
 * @param message for people
 * @param type such as {@code invalid_request_error}
 * @param param the request field at fault, if it is one
 * @param code for programs, if there is one
 */
public record ApiError(
    int status, String message, String type, @Nullable String param, @Nullable String code) {

  /** 400: a field of the request is missing or wrong. */
  public static ApiError invalid(String message, @Nullable String param) {
    return new ApiError(400, message, "invalid_request_error", param, null);
  }

  /** 401: no API key, or a wrong one. */
  public static ApiError unauthorised() {
    return new ApiError(
        401, "Incorrect API key provided.", "invalid_request_error", null, "invalid_api_key");
  }

  /** 404: no such path. */
  public static ApiError notFound(String method, String path) {
    return new ApiError(
        404, "Invalid URL (" + method + " " + path + ")", "invalid_request_error", null, null);
  }

  /** 405: the path has other methods. */
  public static ApiError methodNotAllowed(String method, String path) {
    return new ApiError(
        405,
        "Not allowed to " + method + " on " + path + ".",
        "invalid_request_error",
        null,
        "method_not_supported");
  }

  /** 413: the body is longer than allowed. */
  public static ApiError tooLarge(int maxBytes) {
    return new ApiError(
        413,
        "Request body must not exceed " + maxBytes + " bytes.",
        "invalid_request_error",
        null,
        "request_too_large");
  }

  /**
   * 429: over a limit.
   *
   * @param kind {@code requests} or {@code tokens}
   */
  public static ApiError rateLimited(String message, String kind) {
    return new ApiError(429, message, kind, null, "rate_limit_exceeded");
  }

  /** 429: nothing left to spend; waiting does not help. */
  public static ApiError quotaExhausted() {
    return new ApiError(
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota",
        null,
        "insufficient_quota");
  }

  /** 500. */
  public static ApiError serverError() {
    return new ApiError(
        500, "The server had an error while processing your request.", "server_error", null, null);
  }

  /** 503. */
  public static ApiError unavailable() {
    return new ApiError(
        503,
        "The engine is currently overloaded, please try again later.",
        "server_error",
        null,
        "service_unavailable");
  }
}
