package io.projectoracle.simulator.web;

import io.projectoracle.simulator.chat.ApiError;
import io.projectoracle.simulator.chat.ChatJson;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who serves a request. Thread-safe. */
final class Router implements Handler<HttpServerRequest> {

  private static final Logger log = LoggerFactory.getLogger(Router.class);

  private final ChatEndpoint chat;
  private final CallIds ids;
  private final ApiKey apiKey;
  private final byte[] models;
  private final Map<String, Map<HttpMethod, Handler<HttpServerRequest>>> routes;

  Router(
      ChatEndpoint chat,
      AdminEndpoint admin,
      CallIds ids,
      ApiKey apiKey,
      List<String> models,
      InstantSource clock) {
    this.chat = chat;
    this.ids = ids;
    this.apiKey = apiKey;
    this.models = ChatJson.models(models, clock.instant().getEpochSecond());
    this.routes =
        Map.of(
            "/v1/models", Map.of(HttpMethod.GET, this::models),
            "/healthz", Map.of(HttpMethod.GET, Router::health),
            "/admin/stats", Map.of(HttpMethod.GET, admin::stats),
            "/admin/calls/stream", Map.of(HttpMethod.GET, admin::streamCalls),
            "/admin/calls",
                Map.of(HttpMethod.GET, admin::calls, HttpMethod.DELETE, admin::clearCalls),
            "/admin/faults",
                Map.of(HttpMethod.GET, admin::faults, HttpMethod.PUT, admin::replaceFaults));
  }

  @Override
  public void handle(HttpServerRequest request) {
    String id = ids.next();
    request.response().putHeader(Replies.REQUEST_ID, "req_" + id);
    if (request.path().equals("/v1/chat/completions")) {
      if (request.method().equals(HttpMethod.POST)) {
        chat.serve(request, id);
      } else {
        notAllowed(request, "POST");
      }
      return;
    }
    try {
      route(request);
    } catch (IllegalArgumentException e) {
      Replies.error(request.response(), ApiError.invalid(String.valueOf(e.getMessage()), null));
    } catch (RuntimeException e) {
      log.error("request failed path={}", request.path(), e);
      Replies.error(request.response(), ApiError.serverError());
    }
  }

  private void route(HttpServerRequest request) {
    Map<HttpMethod, Handler<HttpServerRequest>> methods = routes.get(request.path());
    if (methods == null) {
      Replies.error(request.response(), ApiError.notFound(request.method().name(), request.path()));
      return;
    }
    Handler<HttpServerRequest> handler = methods.get(request.method());
    if (handler == null) {
      String allowed =
          String.join(", ", methods.keySet().stream().map(HttpMethod::name).sorted().toList());
      notAllowed(request, allowed);
      return;
    }
    handler.handle(request);
  }

  private void models(HttpServerRequest request) {
    if (apiKey.accepts(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      Replies.json(request.response(), models);
    } else {
      Replies.error(request.response(), ApiError.unauthorised());
    }
  }

  private static void health(HttpServerRequest request) {
    Replies.json(request.response(), AdminJson.health());
  }

  private static void notAllowed(HttpServerRequest request, String allowed) {
    request.response().putHeader("Allow", allowed);
    Replies.error(
        request.response(), ApiError.methodNotAllowed(request.method().name(), request.path()));
  }
}
