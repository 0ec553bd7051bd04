package io.projectoracle.simulator.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Collects a request body up to a bound. A longer one is read to its end and thrown away, because a
 * client that is still sending would not see an answer. Confined to the request's event loop.
 */
final class BoundedBody {

  /** Beyond this many times the bound the connection is closed instead. */
  private static final int PATIENCE = 64;

  private final HttpServerRequest request;
  private final int maxBytes;
  private final Runnable tooLarge;
  private final Buffer body = Buffer.buffer();
  private long received;

  private BoundedBody(HttpServerRequest request, int maxBytes, Runnable tooLarge) {
    this.request = request;
    this.maxBytes = maxBytes;
    this.tooLarge = tooLarge;
  }

  /** Calls one of both when the body has ended, neither if the client goes away before. */
  static void read(
      HttpServerRequest request, int maxBytes, Consumer<byte[]> complete, Runnable tooLarge) {
    var bounded = new BoundedBody(request, maxBytes, tooLarge);
    request.handler(bounded::receive);
    request.endHandler(
        end -> {
          if (bounded.received > maxBytes) {
            tooLarge.run();
          } else {
            complete.accept(bounded.body.getBytes());
          }
        });
  }

  private void receive(Buffer part) {
    received += part.length();
    if (received <= maxBytes) {
      body.appendBuffer(part);
    } else if (received > (long) maxBytes * PATIENCE) {
      request.handler(ignored -> {});
      tooLarge.run();
      request.connection().close();
    }
  }
}
