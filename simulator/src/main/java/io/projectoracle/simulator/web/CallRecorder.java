package io.projectoracle.simulator.web;

import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.simulator.stats.Figures;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Opens calls and writes them down when they end. Thread-safe. */
final class CallRecorder {

  private final Figures figures;
  private final InstantSource clock;
  private final LongSupplier nanoTicker;
  private volatile boolean stopping;

  CallRecorder(Figures figures, InstantSource clock, LongSupplier nanoTicker) {
    this.figures = figures;
    this.clock = clock;
    this.nanoTicker = nanoTicker;
  }

  OpenCall open(HttpServerRequest request) {
    figures.inFlight().begin();
    return new OpenCall(request, this, epochMicros(), nanos());
  }

  void record(Call call) {
    // First out of flight, then in the ledger: whoever sees the entry sees the gauge without it.
    figures.inFlight().end();
    figures.ledger().append(call);
  }

  /** From now on a closed connection is our doing, not the client's. */
  void stopping() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  long epochMicros() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  long nanos() {
    return nanoTicker.getAsLong();
  }
}
