package io.projectoracle.simulator.web;

import io.projectoracle.simulator.chat.ApiError;
import io.projectoracle.simulator.chat.ChatRequest;
import io.projectoracle.simulator.chat.Completion;
import io.projectoracle.simulator.chat.SimulatedModel;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.ledger.CallResult;
import java.time.Duration;

/**
 * Carries faults out. Refusals come at once, as from a gateway in front of a model; everything else
 * takes the usual latency first.
 */
final class FaultActs {

  private static final int SLOWDOWN = 10;

  private final SimulatedModel model;
  private final int hugeBytes;
  private final long retryAfterSeconds;

  FaultActs(SimulatedModel model, int hugeBytes, Duration retryAfter) {
    this.model = model;
    this.hugeBytes = hugeBytes;
    this.retryAfterSeconds = retryAfter.plusNanos(999_999_999).toSeconds();
  }

  void act(
      Fault fault,
      ChatExchange exchange,
      ChatRequest chat,
      Completion completion,
      Duration latency) {
    CallResult result = CallResult.of(fault);
    switch (fault) {
      case UNAVAILABLE -> retryLater(exchange).refuse(ApiError.unavailable(), result);
      case RATE_LIMITED -> retryLater(exchange).refuse(rateLimited(), result);
      case RATE_LIMITED_BARE -> exchange.refuse(rateLimited(), result);
      case QUOTA_EXHAUSTED -> exchange.refuse(ApiError.quotaExhausted(), result);
      case UNAUTHORISED -> exchange.refuse(ApiError.unauthorised(), result);
      case SERVER_ERROR ->
          exchange.after(latency, () -> exchange.refuse(ApiError.serverError(), result));
      case NOT_JSON -> exchange.after(latency, exchange::answerHtml);
      case NO_USAGE -> exchange.after(latency, () -> exchange.answer(chat, completion, result));
      case CUT -> exchange.after(latency, () -> exchange.cut(chat, completion));
      case RESET -> exchange.after(latency, exchange::reset);
      case HANG -> exchange.hang();
      case SLOW ->
          exchange.after(
              latency.multipliedBy(SLOWDOWN), () -> exchange.answer(chat, completion, result));
      case HUGE ->
          exchange.after(
              latency, () -> exchange.answer(chat, model.hugeAnswer(chat, hugeBytes), result));
    }
  }

  private ChatExchange retryLater(ChatExchange exchange) {
    return exchange.header("Retry-After", retryAfterSeconds);
  }

  private static ApiError rateLimited() {
    return ApiError.rateLimited("Rate limit reached for requests.", "requests");
  }
}
