package io.projectoracle.cli.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.projectoracle.aggregator.Aggregator;
import io.projectoracle.aggregator.FiguresUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Serves {@code /figures}, what the aggregator knows, and {@code /metrics}, what the worker
 * measures in Prometheus' text format. On loopback only.
 */
final class FiguresServer implements AutoCloseable {
  private static final int DEFAULT_BACKLOG = 0;
  private static final int OK = 200;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;

  private FiguresServer(HttpServer server) {
    this.server = server;
  }

  static FiguresServer start(int port, Aggregator aggregator, PrometheusMeterRegistry registry)
      throws IOException {
    HttpServer server;
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      server = HttpServer.create(address, DEFAULT_BACKLOG);
    } catch (IOException e) {
      throw new IOException("port " + port + " for figures cannot be used: " + e.getMessage(), e);
    }
    server.createContext(
        "/figures",
        exchange -> {
          try {
            reply(exchange, OK, "application/json", aggregator.figures().toJson());
          } catch (FiguresUnavailableException e) {
            reply(exchange, UNAVAILABLE, "text/plain", "figures are not available yet\n");
          }
        });
    server.createContext(
        "/metrics",
        exchange -> reply(exchange, OK, "text/plain; version=0.0.4", registry.scrape()));
    server.createContext(
        "/", exchange -> reply(exchange, NOT_FOUND, "text/plain", "see /figures and /metrics\n"));
    server.start();
    return new FiguresServer(server);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(/* delay= */ 0);
  }

  private static void reply(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    boolean isGet = exchange.getRequestMethod().equals("GET");
    byte[] body = (isGet ? text : "only GET\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(isGet ? status : METHOD_NOT_ALLOWED, body.length);
    try (var stream = exchange.getResponseBody()) {
      stream.write(body);
    }
  }
}
