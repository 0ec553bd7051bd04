package io.projectoracle.worker.model;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClientAgent;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An event loop with connections of its own: a call on a connection of another loop would have each
 * of its steps handed over twice. Thread-safe.
 */
final class CallLoop {
  private final Context context;
  private final HttpClientAgent http;
  private final AtomicInteger free;

  /**
   * @param http makes connections on this loop when it is used there
   * @param connections most connections it makes
   */
  CallLoop(Context context, HttpClientAgent http, int connections) {
    this.context = context;
    this.http = http;
    this.free = new AtomicInteger(connections);
  }

  Context context() {
    return context;
  }

  /** To be used on this loop only. */
  HttpClientAgent http() {
    return http;
  }

  /** Connections to spare; negative if more calls were begun than there are connections. */
  int free() {
    return free.get();
  }

  void begun() {
    free.decrementAndGet();
  }

  void ended() {
    free.incrementAndGet();
  }
}
