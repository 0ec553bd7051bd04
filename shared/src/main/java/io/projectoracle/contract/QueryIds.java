package io.projectoracle.contract;

import com.github.f4b6a3.uuid.UuidCreator;

/** Makes ids of queries: UUIDs of version 7 (RFC 9562 §5.7), which sort by time. Thread-safe. */
public final class QueryIds {
  private QueryIds() {}

  /** A new id, 36 characters. */
  public static String next() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }
}
