package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.local.LocalServe;
import java.io.IOException;
import java.time.Duration;

/** What {@code serve} does, apart from it so that its classes are loaded only then. */
record ServeJob(Console console, LocalOptions options, KafkaOptions kafka) {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(60);

  void run(int port, int simulatorPort, int figuresPort, boolean json)
      throws IOException, InterruptedException {
    requirePort("--port", port);
    requirePort("--simulator-port", simulatorPort);
    requirePort("--figures-port", figuresPort);
    var parts = new LocalParts(options, kafka, console.environment());
    var settings = parts.settings(port, simulatorPort, DRAIN_TIMEOUT);
    new LocalServe(settings, figuresPort, console)
        .run(json ? LocalServe.Form.JSON : LocalServe.Form.TEXT);
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw new UsageException(option + " must be between 0 and 65535: " + port);
    }
  }
}
