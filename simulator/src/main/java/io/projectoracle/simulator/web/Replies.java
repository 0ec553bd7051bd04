package io.projectoracle.simulator.web;

import io.projectoracle.simulator.chat.ApiError;
import io.projectoracle.simulator.chat.ChatJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Whole answers of the paths that are not calls. */
final class Replies {

  static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");

  private Replies() {}

  static void json(HttpServerResponse response, byte[] body) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(Buffer.buffer(body));
  }

  static void error(HttpServerResponse response, ApiError error) {
    response.setStatusCode(error.status());
    json(response, ChatJson.error(error));
  }
}
