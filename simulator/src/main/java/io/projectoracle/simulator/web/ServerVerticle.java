package io.projectoracle.simulator.web;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import org.jspecify.annotations.Nullable;

/** One server on one event loop; Vert.x spreads the connections of a shared port over them. */
final class ServerVerticle extends VerticleBase {

  /** Negative: any free port, the same one for all instances of a deployment (Vert.x guide). */
  private static final int ANY_SHARED_PORT = -1;

  private final HttpSettings settings;
  private final Router router;
  private final StallWatch stallWatch;
  private final int eventLoop;
  private volatile @Nullable HttpServer server;

  ServerVerticle(HttpSettings settings, Router router, StallWatch stallWatch, int eventLoop) {
    this.settings = settings;
    this.router = router;
    this.stallWatch = stallWatch;
    this.eventLoop = eventLoop;
  }

  @Override
  public Future<?> start() {
    Thread.currentThread().setName("oracle-simulator-loop-" + eventLoop);
    stallWatch.start();
    var options =
        new HttpServerOptions()
            .setHandle100ContinueAutomatically(true)
            .setAcceptBacklog(4_096)
            // Faults close connections; a connection must carry one call, so no HTTP/2.
            .setHttp2ClearTextEnabled(false)
            .setTcpNoDelay(true);
    return vertx
        .createHttpServer(options)
        .requestHandler(router)
        .listen(settings.port() == 0 ? ANY_SHARED_PORT : settings.port(), settings.host())
        .onSuccess(listening -> server = listening);
  }

  int port() {
    HttpServer listening = server;
    if (listening == null) {
      throw new IllegalStateException("the server is not listening yet");
    }
    return listening.actualPort();
  }
}
