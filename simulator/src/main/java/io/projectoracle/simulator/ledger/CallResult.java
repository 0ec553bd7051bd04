package io.projectoracle.simulator.ledger;

import io.projectoracle.simulator.fault.Fault;
import java.util.Locale;

/**
 * How a call ended. Every {@link Fault} has a result of the same name, which is used when the fault
 * was carried out; a client that leaves before that makes it {@link #CLIENT_CLOSED}.
 */
public enum CallResult {
  /** Answered well. */
  OK,
  /** The client went away before the answer was written. */
  CLIENT_CLOSED,
  /** The simulator was closed while the call was in flight. */
  STOPPED,
  /** 429: over the request or token limit. */
  OVER_LIMIT,
  /** 400: not a valid request. */
  INVALID,
  /** 413: the body was longer than allowed. */
  TOO_LARGE,
  /** {@link Fault#SERVER_ERROR}. */
  SERVER_ERROR,
  /** {@link Fault#UNAVAILABLE}. */
  UNAVAILABLE,
  /** {@link Fault#RATE_LIMITED}. */
  RATE_LIMITED,
  /** {@link Fault#RATE_LIMITED_BARE}. */
  RATE_LIMITED_BARE,
  /** {@link Fault#QUOTA_EXHAUSTED}. */
  QUOTA_EXHAUSTED,
  /** 401: {@link Fault#UNAUTHORISED}, or a wrong or missing API key. */
  UNAUTHORISED,
  /** {@link Fault#NOT_JSON}. */
  NOT_JSON,
  /** {@link Fault#NO_USAGE}. */
  NO_USAGE,
  /** {@link Fault#CUT}. */
  CUT,
  /** {@link Fault#RESET}. */
  RESET,
  /** {@link Fault#HANG}: never answered, and the client went away. */
  HANG,
  /** {@link Fault#SLOW}. */
  SLOW,
  /** {@link Fault#HUGE}. */
  HUGE;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The name used in JSON. */
  public String code() {
    return code;
  }

  /** The result of a fault that was carried out. */
  public static CallResult of(Fault fault) {
    return valueOf(fault.name());
  }
}
