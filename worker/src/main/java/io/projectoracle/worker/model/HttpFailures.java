package io.projectoracle.worker.model;

import io.projectoracle.contract.FailureKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Says what an unsuccessful status means: the only place where that is decided. Pure. */
final class HttpFailures {
  /** No endpoint may silence a worker for longer than this, whatever it asks. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private HttpFailures() {}

  /**
   * @param endpoint name of the endpoint, for the message
   * @param status HTTP status, not 2xx
   * @param code error code from the body
   * @param retryAfter how long the reply asks to wait
   */
  static Failure classify(
      String endpoint, int status, @Nullable String code, @Nullable Duration retryAfter) {
    String message =
        "endpoint '" + endpoint + "' answered " + status + (code == null ? "" : " (" + code + ")");
    return switch (status) {
      case 401, 403 ->
          new Failure.Permanent(
              FailureKind.UNAUTHORISED, message + "; check the key of this endpoint");
      case 408 -> new Failure.Transient(FailureKind.TIMEOUT, message, retryAfter);
      case 409, 425 -> new Failure.Transient(FailureKind.SERVER_ERROR, message, retryAfter);
      case 429 -> tooManyRequests(message, code, retryAfter);
      default ->
          status >= 500
              ? new Failure.Transient(FailureKind.SERVER_ERROR, message, retryAfter)
              : new Failure.Permanent(FailureKind.REJECTED, message);
    };
  }

  /**
   * How long a reply asks to wait: {@code retry-after-ms} as OpenAI sends it, else {@code
   * Retry-After} in seconds or as a date (RFC 9110 §10.2.3).
   */
  static @Nullable Duration retryAfter(
      @Nullable String millisHeader, @Nullable String header, Instant now) {
    Duration asked = millisHeader == null ? null : parse(millisHeader, 1e6);
    if (asked == null && header != null) {
      asked = parse(header, 1e9);
      if (asked == null) {
        asked = untilDate(header, now);
      }
    }
    if (asked == null || asked.isNegative()) {
      return null;
    }
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }

  private static Failure tooManyRequests(
      String message, @Nullable String code, @Nullable Duration retryAfter) {
    FailureKind kind = ChatCompletionCodec.kindOfTooManyRequests(code);
    return kind == FailureKind.QUOTA_EXHAUSTED
        ? new Failure.Permanent(kind, message)
        : new Failure.Transient(kind, message, retryAfter);
  }

  private static @Nullable Duration parse(String number, double nanosPerUnit) {
    try {
      double value = Double.parseDouble(number.trim());
      double nanos = Math.min(value * nanosPerUnit, (double) LONGEST_RETRY_AFTER.toNanos());
      return Double.isNaN(nanos) ? null : Duration.ofNanos((long) Math.ceil(nanos));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Duration untilDate(String date, Instant now) {
    try {
      return Duration.between(
          now, ZonedDateTime.parse(date.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
