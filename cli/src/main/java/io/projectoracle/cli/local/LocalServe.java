package io.projectoracle.cli.local;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.DurationText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Runs everything in this process until it is stopped. Used once. */
public final class LocalServe {
  private static final long CHECK_SECONDS = 1;

  private final LocalSettings settings;
  private final int figuresPort;
  private final Console console;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param figuresPort port of the figures; 0 for any free one
   */
  public LocalServe(LocalSettings settings, int figuresPort, Console console) {
    this.settings = settings;
    this.figuresPort = figuresPort;
    this.console = console;
  }

  /**
   * Returns only if the worker ends by itself; a stop from outside drains it and ends the process.
   *
   * @param greeting how to say what listens where
   * @throws IOException if a port cannot be used
   */
  public void run(Form greeting) throws IOException, InterruptedException {
    console.remark("starting ...");
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (var stop = new StopHook(this::stopping);
        var installation =
            stop.closing(LocalInstallation.start(settings, FiguresOf.ALL, registry));
        var server = FiguresServer.start(figuresPort, installation.aggregator(), registry)) {
      Map<String, String> listening = listening(installation, server);
      if (greeting == Form.JSON) {
        console.result(JsonMapper.shared().writeValueAsString(listening));
      } else {
        listening.forEach((name, place) -> console.result(name + ": " + place));
      }
      console.out().flush();
      console.remark("ready after " + DurationText.format(sinceStart()) + "; Ctrl-C stops");
      awaitEnd(installation);
    }
  }

  private Map<String, String> listening(LocalInstallation installation, FiguresServer server) {
    Map<String, String> listening = new LinkedHashMap<>();
    listening.put("kafka", installation.kafka().bootstrapServers());
    Path folder = installation.brokerFolder();
    if (folder != null) {
      listening.put(
          "data", folder + (settings.data() == null ? " (temporary, deleted at the end)" : ""));
    }
    URI simulator = installation.simulator();
    if (simulator != null) {
      listening.put("simulator", simulator.toString());
    } else if (settings.model().endpoint() instanceof Endpoint.Remote remote) {
      listening.put("endpoint", remote.url().toString());
    }
    listening.put("figures", server.address() + "/figures");
    listening.put("metrics", server.address() + "/metrics");
    return listening;
  }

  private void awaitEnd(LocalInstallation installation) throws InterruptedException {
    while (!stopped.await(CHECK_SECONDS, TimeUnit.SECONDS)) {
      Throwable failure = installation.failure();
      if (failure != null) {
        throw new IllegalStateException("worker ended: " + failure.getMessage(), failure);
      }
    }
  }

  private void stopping() {
    console.remark("stopping: answering what is in flight ...");
  }

  private Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - console.startNanos());
  }

  /** How to say what listens where. */
  public enum Form {
    /** A line each. */
    TEXT,
    /** One object. */
    JSON
  }
}
