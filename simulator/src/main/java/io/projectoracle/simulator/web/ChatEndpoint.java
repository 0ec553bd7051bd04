package io.projectoracle.simulator.web;

import io.projectoracle.simulator.chat.ApiError;
import io.projectoracle.simulator.chat.ChatRequest;
import io.projectoracle.simulator.chat.ChatRequestReader;
import io.projectoracle.simulator.chat.Completion;
import io.projectoracle.simulator.chat.InvalidRequestException;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.ledger.CallResult;
import io.projectoracle.simulator.limit.Denial;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * Serves chat completions: size, key, form, limits and faults are checked in this order, then the
 * latency passes and the answer goes out. Thread-safe; a call's state lives in its exchange.
 */
final class ChatEndpoint {

  private final Vertx vertx;
  private final HttpSettings settings;
  private final Scenario scenario;
  private final CallRecorder recorder;
  private final ApiKey apiKey;
  private final FaultActs faultActs;

  ChatEndpoint(
      Vertx vertx, HttpSettings settings, Scenario scenario, CallRecorder recorder, ApiKey apiKey) {
    this.vertx = vertx;
    this.settings = settings;
    this.scenario = scenario;
    this.recorder = recorder;
    this.apiKey = apiKey;
    this.faultActs = new FaultActs(scenario.model(), settings.hugeBytes(), settings.retryAfter());
  }

  void serve(HttpServerRequest request, String id) {
    var exchange = new ChatExchange(vertx, request, recorder.open(request), id);
    int maxBytes = settings.maxBodyBytes();
    BoundedBody.read(
        request,
        maxBytes,
        body -> serve(exchange, body),
        () -> exchange.refuse(ApiError.tooLarge(maxBytes), CallResult.TOO_LARGE));
  }

  private void serve(ChatExchange exchange, byte[] body) {
    if (!apiKey.accepts(exchange.request().getHeader(HttpHeaders.AUTHORIZATION))) {
      exchange.refuse(ApiError.unauthorised(), CallResult.UNAUTHORISED);
      return;
    }
    try {
      serve(exchange, ChatRequestReader.read(body));
    } catch (InvalidRequestException e) {
      exchange.refuse(e.error(), CallResult.INVALID);
    }
  }

  private void serve(ChatExchange exchange, ChatRequest chat) {
    exchange.understood(chat);
    Completion completion = scenario.model().answer(chat);
    Optional<Denial> denial = scenario.limits().admit(completion.totalTokens());
    if (denial.isPresent()) {
      deny(exchange, denial.get());
      return;
    }
    Duration latency = scenario.drawLatency();
    Optional<Fault> fault = scenario.faults().next(chat.lastUserMessage());
    if (fault.isPresent()) {
      faultActs.act(fault.get(), exchange, chat, completion, latency);
    } else {
      exchange.after(latency, () -> exchange.answer(chat, completion, CallResult.OK));
    }
  }

  private static void deny(ChatExchange exchange, Denial denial) {
    denial.retryAfterSeconds().ifPresent(wait -> exchange.header("Retry-After", wait));
    denial.retryAfterMillis().ifPresent(wait -> exchange.header("retry-after-ms", wait));
    exchange.refuse(ApiError.rateLimited(denial.message(), denial.kind()), CallResult.OVER_LIMIT);
  }
}
