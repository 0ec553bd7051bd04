package io.projectoracle.simulator.web;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of answers and requests, unique among simulators by a random prefix. Thread-safe. */
final class CallIds {

  private final String prefix;
  private final AtomicLong counter = new AtomicLong();

  CallIds(long nonce) {
    this.prefix = HexFormat.of().toHexDigits(nonce);
  }

  String next() {
    return prefix + HexFormat.of().toHexDigits(counter.incrementAndGet(), 12);
  }
}
