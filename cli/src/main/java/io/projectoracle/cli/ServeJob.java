package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.local.LocalServe;
import java.io.IOException;
import java.time.Duration;

/** What {@code serve} does, apart from it so that its classes are loaded only then. */
record ServeJob(Console console, LocalOptions options) {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(60);

  /** The exit code. */
  int run(int port, int simulatorPort, int figuresPort) throws IOException, InterruptedException {
    OptionValues.port("--port", port);
    OptionValues.port("--simulator-port", simulatorPort);
    OptionValues.port("--figures-port", figuresPort);
    var parts = new LocalParts(options, console.environment());
    var settings = parts.settings(port, simulatorPort, DRAIN_TIMEOUT);
    return ExitCodes.ofStop(
        console, new LocalServe(settings, figuresPort, console).run(options.common.form()));
  }
}
