package io.projectoracle.simulator.web;

import io.projectoracle.simulator.stats.Stall;
import io.projectoracle.simulator.stats.StallLog;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Notes when a timer of one event loop runs more than 100 ms late: the loop was busy, the collector
 * ran, or the machine gave the process no time. Confined to that event loop.
 */
final class StallWatch {

  private static final long INTERVAL_MILLIS = 20;
  private static final long THRESHOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Vertx vertx;
  private final CallRecorder clocks;
  private final StallLog stalls;
  private final int eventLoop;
  private long dueNanos;

  StallWatch(Vertx vertx, CallRecorder clocks, StallLog stalls, int eventLoop) {
    this.vertx = vertx;
    this.clocks = clocks;
    this.stalls = stalls;
    this.eventLoop = eventLoop;
  }

  /** Watches until the event loop ends. */
  void start() {
    dueNanos = clocks.nanos() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
    // Not periodic: after a stall a periodic timer would fire once for each time it missed.
    vertx.setTimer(INTERVAL_MILLIS, fired -> check());
  }

  private void check() {
    long lateNanos = clocks.nanos() - dueNanos;
    if (lateNanos > THRESHOLD_NANOS) {
      long lateMicros = TimeUnit.NANOSECONDS.toMicros(lateNanos);
      stalls.add(new Stall(eventLoop, clocks.epochMicros() - lateMicros, lateMicros));
    }
    start();
  }
}
