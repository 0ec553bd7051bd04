package io.projectoracle.simulator.web;

import io.projectoracle.simulator.chat.ApiError;
import io.projectoracle.simulator.fault.FaultSource;
import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.simulator.ledger.CallLedger;
import io.projectoracle.simulator.stats.Figures;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Serves the ledger, the figures and the faults. Asks for no key: it holds no text of anybody. */
final class AdminEndpoint {

  private static final int DEFAULT_PAGE = 1_000;
  private static final int MAX_PAGE = 10_000;

  private final Vertx vertx;
  private final Figures figures;
  private final FaultSource faults;
  private final int maxBodyBytes;

  AdminEndpoint(Vertx vertx, Figures figures, FaultSource faults, int maxBodyBytes) {
    this.vertx = vertx;
    this.figures = figures;
    this.faults = faults;
    this.maxBodyBytes = maxBodyBytes;
  }

  void calls(HttpServerRequest request) {
    long from = number(request, "from", 0, Long.MAX_VALUE);
    int limit = (int) number(request, "limit", DEFAULT_PAGE, MAX_PAGE);
    CallLedger ledger = figures.ledger();
    List<Call> page = ledger.page(from, limit);
    long next = page.isEmpty() ? from : page.get(page.size() - 1).sequence() + 1;
    Replies.json(
        request.response(),
        AdminJson.page(
            page, ledger.firstSequence(), next, ledger.nextSequence(), ledger.totals().dropped()));
  }

  void streamCalls(HttpServerRequest request) {
    long from = number(request, "from", 0, Long.MAX_VALUE);
    new CallStream(figures.ledger(), request.response(), vertx.getOrCreateContext(), from).start();
  }

  void clearCalls(HttpServerRequest request) {
    figures.clear();
    request.response().setStatusCode(204).end();
  }

  void stats(HttpServerRequest request) {
    Replies.json(request.response(), AdminJson.stats(figures.stats()));
  }

  void faults(HttpServerRequest request) {
    Replies.json(request.response(), AdminJson.faults(faults.state()));
  }

  void replaceFaults(HttpServerRequest request) {
    BoundedBody.read(
        request,
        maxBodyBytes,
        body -> replaceFaults(request, body),
        () -> Replies.error(request.response(), ApiError.tooLarge(maxBodyBytes)));
  }

  private void replaceFaults(HttpServerRequest request, byte[] body) {
    try {
      faults.plan(FaultPlanReader.read(body));
    } catch (IllegalArgumentException e) {
      Replies.error(request.response(), ApiError.invalid(String.valueOf(e.getMessage()), null));
      return;
    }
    faults(request);
  }

  private static long number(HttpServerRequest request, String name, long absent, long max) {
    String text = request.getParam(name);
    if (text == null) {
      return absent;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same complaint.
    }
    throw new IllegalArgumentException(
        name + " must be a whole number between 0 and " + max + ": '" + text + "'");
  }
}
