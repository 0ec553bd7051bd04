package io.projectoracle.worker.model;

import io.projectoracle.worker.time.Timer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/**
 * Looks now and then whether an endpoint can be reached, by asking for its list of models: that
 * costs nothing and is not limited. The first look also pays for what a first connection costs.
 * Thread-safe.
 */
public final class EndpointProbe implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration INTERVAL_WHILE_DOWN = Duration.ofSeconds(5);

  private final HttpClientAgent http;
  private final RequestOptions request;
  private final Timer timer;
  private volatile State state = State.UNKNOWN;
  private volatile boolean closed;

  EndpointProbe(HttpClientAgent http, RequestOptions request, Timer timer) {
    this.http = http;
    this.request = request;
    this.timer = timer;
  }

  EndpointProbe start() {
    look();
    return this;
  }

  /** What the last look saw. */
  public State state() {
    return state;
  }

  /** Looks no more. */
  @Override
  public void close() {
    closed = true;
  }

  private void look() {
    if (closed) {
      return;
    }
    // Whatever becomes of it is in the state.
    var unused =
        http.request(request.setMethod(HttpMethod.GET))
            .compose(ready -> ready.send())
            .compose(response -> response.end().map(response.statusCode()))
            .onSuccess(status -> saw(judge(status)))
            .onFailure(e -> saw(State.UNREACHABLE));
  }

  private void saw(State seen) {
    state = seen;
    timer.schedule(seen == State.REACHABLE ? INTERVAL : INTERVAL_WHILE_DOWN, this::look);
  }

  /** Whoever has no such list, or limits it, is there all the same. */
  private static State judge(int status) {
    if (status == 401 || status == 403) {
      return State.REFUSED;
    }
    return status >= 500 ? State.UNREACHABLE : State.REACHABLE;
  }

  /** How an endpoint is. */
  public enum State {
    /** The first look is not over. */
    UNKNOWN,
    REACHABLE,
    /** No connection, no reply, or a reply from 500 on. */
    UNREACHABLE,
    /** It does not accept the key. */
    REFUSED
  }
}
