package io.projectoracle.simulator.web;

import io.projectoracle.simulator.chat.ApiError;
import io.projectoracle.simulator.chat.ChatJson;
import io.projectoracle.simulator.chat.ChatRequest;
import io.projectoracle.simulator.chat.Completion;
import io.projectoracle.simulator.ledger.CallResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Arrays;

/**
 * One chat call on the wire, from its head to its end. The ledger entry is written before the last
 * byte, so a client that has its answer finds the call in the ledger; only an answer too long for
 * the socket's buffer is entered when it is out. Confined to the request's event loop.
 */
final class ChatExchange {

  private static final int SURELY_BUFFERED_BYTES = 32 * 1024;
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final OpenCall call;
  private final String id;
  private CallResult whenClientLeft = CallResult.CLIENT_CLOSED;
  private long timer = NO_TIMER;

  ChatExchange(Vertx vertx, HttpServerRequest request, OpenCall call, String id) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.call = call;
    this.id = id;
    request.exceptionHandler(failure -> disconnected());
    response.exceptionHandler(failure -> disconnected());
    response.closeHandler(closed -> disconnected());
  }

  HttpServerRequest request() {
    return request;
  }

  void understood(ChatRequest chat) {
    call.understood(chat.model(), chat.promptTokens());
  }

  ChatExchange header(String name, long value) {
    response.putHeader(name, Long.toString(value));
    return this;
  }

  /** Runs a step after a delay, unless the client has left by then. */
  void after(Duration delay, Runnable step) {
    if (delay.isZero()) {
      step.run();
      return;
    }
    long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
    timer =
        vertx.setTimer(
            millis,
            fired -> {
              timer = NO_TIMER;
              if (!call.isEnded()) {
                step.run();
              }
            });
  }

  void refuse(ApiError error, CallResult result) {
    if (call.isEnded()) {
      return;
    }
    call.endUnbilled(result, error.status());
    Replies.error(response, error);
  }

  void answer(ChatRequest chat, Completion completion, CallResult result) {
    var usage = result == CallResult.NO_USAGE ? ChatJson.Usage.OMITTED : ChatJson.Usage.INCLUDED;
    byte[] body = body(chat, completion, usage);
    response.putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON);
    if (body.length <= SURELY_BUFFERED_BYTES) {
      call.endAnswered(result, 200, completion.completionTokens());
      response.end(Buffer.buffer(body));
      return;
    }
    response
        .end(Buffer.buffer(body))
        .onSuccess(written -> call.endAnswered(result, 200, completion.completionTokens()))
        .onFailure(failure -> disconnected());
  }

  void answerHtml() {
    call.endAnswered(CallResult.NOT_JSON, 200, 0);
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .end("<html><body><h1>Welcome</h1><p>This is not the API.</p></body></html>");
  }

  void cut(ChatRequest chat, Completion completion) {
    byte[] body = body(chat, completion, ChatJson.Usage.INCLUDED);
    call.endAnswered(CallResult.CUT, 200, completion.completionTokens());
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length))
        .write(Buffer.buffer(Arrays.copyOf(body, body.length / 2)))
        .onComplete(written -> request.connection().close());
  }

  void reset() {
    call.endUnanswered(CallResult.RESET);
    request.connection().close();
  }

  /** Leaves the call unanswered until the connection is gone. */
  void hang() {
    whenClientLeft = CallResult.HANG;
  }

  private byte[] body(ChatRequest chat, Completion completion, ChatJson.Usage usage) {
    return ChatJson.completion(
        completion, "chatcmpl-" + id, call.startSeconds(), chat.model(), usage);
  }

  private void disconnected() {
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
    call.endDisconnected(whenClientLeft);
  }
}
