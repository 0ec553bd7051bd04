package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.projectoracle.aggregator.figures.FiguresReport;
import io.projectoracle.cli.summary.FiguresPendingException;
import io.projectoracle.cli.summary.FiguresSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Figures of an aggregator that has just been started, and has none yet. */
class StatsIT {
  private final AtomicInteger refusals = new AtomicInteger();
  private HttpServer aggregator;
  private String url;

  @BeforeEach
  void start() throws IOException {
    aggregator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] figures = FiguresReport.of(List.of()).toJson().getBytes(StandardCharsets.UTF_8);
    aggregator.createContext(
        "/figures",
        exchange -> {
          boolean ready = refusals.getAndDecrement() <= 0;
          exchange.sendResponseHeaders(ready ? 200 : 503, ready ? figures.length : -1);
          try (var body = exchange.getResponseBody()) {
            body.write(ready ? figures : new byte[0]);
          }
        });
    aggregator.start();
    url = "http://127.0.0.1:" + aggregator.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    aggregator.stop(/* delay= */ 0);
  }

  @Test
  void figuresThatAreAboutToComeAreWaitedFor() {
    refusals.set(3);

    Shell.Result result = new Shell().run("stats", "--json", "--url", url);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(JsonMapper.shared().readTree(result.out()).has("total")).isTrue();
    assertThat(result.err()).isEqualTo("figures are not available yet; waiting up to 15 s ...\n");
  }

  @Test
  void figuresThatAreThereTakeNoWaiting() {
    Shell.Result result = new Shell().run("stats", "--url", url);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 500})
  void theWaitHasAnEndAndWhoWaitsIsToldSo(long patienceMillis) {
    refusals.set(Integer.MAX_VALUE);
    var source = new FiguresSource(URI.create(url), Duration.ofSeconds(10));
    var patience = Duration.ofMillis(patienceMillis);
    var remarks = new AtomicInteger();

    assertThatThrownBy(() -> source.awaitJson(patience, remarks::incrementAndGet))
        .isInstanceOf(FiguresPendingException.class)
        .hasMessage("status 503 instead of figures");

    assertThat(remarks).hasValue(1);
  }
}
