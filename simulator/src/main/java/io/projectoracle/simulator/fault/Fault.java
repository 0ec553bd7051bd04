package io.projectoracle.simulator.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** One way a call can go wrong. The set is closed; {@link #code()} is its name on the wire. */
public enum Fault {
  /** 500 after the usual latency. */
  SERVER_ERROR,
  /** 503 with {@code Retry-After}, at once. */
  UNAVAILABLE,
  /** 429 with {@code Retry-After}, at once. */
  RATE_LIMITED,
  /** 429 without {@code Retry-After}, at once. */
  RATE_LIMITED_BARE,
  /** 429 with the error code {@code insufficient_quota}, at once. */
  QUOTA_EXHAUSTED,
  /** 401, at once. */
  UNAUTHORISED,
  /** 200 with an HTML page instead of JSON. */
  NOT_JSON,
  /** A valid answer that lacks {@code usage}. */
  NO_USAGE,
  /** Head and half of the body, then the connection is closed. */
  CUT,
  /** The connection is closed before any byte. */
  RESET,
  /** Never answered; ends when the client goes away. */
  HANG,
  /** A valid answer after ten times the usual latency. */
  SLOW,
  /** A valid answer with a content of the configured huge size. */
  HUGE;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The name used in settings, JSON and the ledger. */
  public String code() {
    return code;
  }

  /**
   * Finds a fault by its code.
   *
   * @throws IllegalArgumentException if there is none, naming all
   */
  public static Fault of(String code) {
    for (Fault fault : values()) {
      if (fault.code.equals(code)) {
        return fault;
      }
    }
    throw new IllegalArgumentException("fault must be one of " + codes() + ": '" + code + "'");
  }

  /** All codes, comma-separated. */
  public static String codes() {
    return Arrays.stream(values()).map(Fault::code).collect(Collectors.joining(", "));
  }
}
