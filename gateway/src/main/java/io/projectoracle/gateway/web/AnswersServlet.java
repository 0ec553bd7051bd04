package io.projectoracle.gateway.web;

import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.stream.AnswerStreams;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The stream of answers as server-sent events (HTML Living Standard §9.2). A plain servlet, since
 * the thread that reads Kafka writes the response: Spring's emitters would put a queue between.
 */
public final class AnswersServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final long NO_TIMEOUT = 0;

  @SuppressWarnings("serial") // Never serialized.
  private final AnswerStreams streams;

  public AnswersServlet(AnswerStreams streams) {
    this.streams = streams;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    async.setTimeout(NO_TIMEOUT);
    try {
      streams.open(
          AccessFilter.caller(request),
          request.getHeader("Last-Event-ID"),
          EventStreamSink.of(async, response));
    } catch (RefusedException e) {
      Problem.of(e).writeTo(response);
      async.complete();
    }
  }

  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Allow", "GET");
    response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
  }
}
