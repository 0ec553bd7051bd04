package io.projectoracle.simulator.web;

import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.simulator.ledger.CallLedger;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * Streams the ledger as JSON lines, up to the newest call at the start. Writes no faster than the
 * client reads, and lets calls in between two pages. Confined to the request's event loop.
 */
final class CallStream {

  private static final int PAGE = 256;

  private final CallLedger ledger;
  private final HttpServerResponse response;
  private final Context context;
  private final long end;
  private long position;

  CallStream(CallLedger ledger, HttpServerResponse response, Context context, long from) {
    this.ledger = ledger;
    this.response = response;
    this.context = context;
    this.end = ledger.nextSequence();
    this.position = from;
  }

  void start() {
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson").setChunked(true);
    response.drainHandler(drained -> writeNext());
    writeNext();
  }

  private void writeNext() {
    if (response.closed() || response.ended()) {
      return;
    }
    List<Call> page =
        position < end ? ledger.page(position, (int) Math.min(PAGE, end - position)) : List.of();
    if (page.isEmpty()) {
      response.end();
      return;
    }
    position = page.get(page.size() - 1).sequence() + 1;
    response.write(Buffer.buffer(AdminJson.lines(page)));
    if (!response.writeQueueFull()) {
      context.runOnContext(next -> writeNext());
    }
  }
}
