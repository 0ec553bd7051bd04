package io.projectoracle.cli.local;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.Form;
import io.projectoracle.cli.console.StopSignals;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** Runs everything in this process until it is stopped. Used once. */
public final class LocalServe {
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final LocalSettings settings;
  private final int figuresPort;
  private final Console console;

  /**
   * @param figuresPort port of the figures; 0 for any free one
   */
  public LocalServe(LocalSettings settings, int figuresPort, Console console) {
    this.settings = settings;
    this.figuresPort = figuresPort;
    this.console = console;
  }

  /**
   * Returns when the process was told to stop and what was in flight has been answered.
   *
   * @param greeting how to say what listens where
   * @return how many queries were given up because they outlasted the drain
   * @throws IOException if a port cannot be used
   * @throws IllegalStateException if the worker ended by itself
   */
  public int run(Form greeting) throws IOException, InterruptedException {
    console.remark("starting ...");
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var stop =
        StopSignals.listen(
            console, "stopping: answering what is in flight; Ctrl-C again ends at once");
    IntSupplier cutShort;
    try (var installation = LocalInstallation.start(settings, FiguresOf.ALL, registry);
        var server = FiguresServer.start(figuresPort, installation.aggregator(), registry)) {
      cutShort = installation::cutShort;
      Path folder = installation.brokerFolder();
      if (folder != null) {
        FolderFailure.explain(console, folder);
      }
      stop.ready();
      new Greeting(console, greeting).say(listening(installation, server));
      awaitEnd(installation, stop);
    }
    return cutShort.getAsInt();
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

  private static void awaitEnd(LocalInstallation installation, StopSignals stop)
      throws InterruptedException {
    while (!stop.await(CHECK_INTERVAL)) {
      Throwable failure = installation.failure();
      if (failure != null) {
        throw new IllegalStateException("worker ended: " + failure.getMessage(), failure);
      }
    }
  }
}
