package io.projectoracle.simulator.web;

import io.projectoracle.simulator.ledger.Call;
import io.projectoracle.simulator.ledger.CallResult;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * A call that has not ended; ends at most once, whatever happens first. Confined to the request's
 * event loop.
 */
final class OpenCall {

  private final CallRecorder recorder;
  private final @Nullable String callId;
  private final @Nullable String queryId;
  private final @Nullable String worker;
  private final int attempt;
  private final long startMicros;
  private final long startNanos;
  private @Nullable String model;
  private int promptTokens;
  private boolean ended;

  OpenCall(HttpServerRequest request, CallRecorder recorder, long startMicros, long startNanos) {
    this.recorder = recorder;
    this.startMicros = startMicros;
    this.startNanos = startNanos;
    callId = request.getHeader("X-Client-Request-Id");
    String encodedQueryId = request.getHeader("X-Oracle-Query-Id");
    queryId = encodedQueryId == null ? null : PercentDecoder.decode(encodedQueryId);
    worker = request.getHeader("X-Oracle-Worker");
    attempt = attempt(request.getHeader("X-Oracle-Attempt"));
  }

  void understood(String requestedModel, int requestTokens) {
    model = requestedModel;
    promptTokens = requestTokens;
  }

  long startSeconds() {
    return startMicros / 1_000_000;
  }

  boolean isEnded() {
    return ended;
  }

  /** Ends without a bill. */
  void endUnbilled(CallResult result, int status) {
    end(result, status, 0, 0);
  }

  /** Ends unanswered; a provider bills what it has read. */
  void endUnanswered(CallResult result) {
    end(result, 0, promptTokens, 0);
  }

  /** Ends with an answer, or a part of it. */
  void endAnswered(CallResult result, int status, int completionTokens) {
    end(result, status, promptTokens, completionTokens);
  }

  /** Ends because the connection was closed, by the client or by us. */
  void endDisconnected(CallResult whenClientLeft) {
    endUnanswered(recorder.isStopping() ? CallResult.STOPPED : whenClientLeft);
  }

  private void end(CallResult result, int status, int billedPrompt, int billedCompletion) {
    if (ended) {
      return;
    }
    ended = true;
    recorder.record(
        new Call(
            0,
            callId,
            queryId,
            worker,
            attempt,
            model,
            startMicros,
            recorder.epochMicros(),
            recorder.nanos() - startNanos,
            result,
            status,
            billedPrompt,
            billedCompletion));
  }

  private static int attempt(@Nullable String header) {
    if (header == null) {
      return 0;
    }
    try {
      return Integer.parseInt(header);
    } catch (NumberFormatException e) {
      // The ledger is a witness, not a judge: an unreadable number must not fail the call.
      return 0;
    }
  }
}
