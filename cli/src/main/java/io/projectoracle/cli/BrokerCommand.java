package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.local.LocalBroker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a broker alone. */
@Command(
    name = "broker",
    description = {
      "Runs a Kafka broker until Ctrl-C or SIGTERM, for the laptop: one node, on 127.0.0.1 only.",
      "Topics are made by: oracle topics create"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  oracle broker", "  oracle broker --port 19092 --folder ~/oracle-broker"})
final class BrokerCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port for clients (default: ${DEFAULT-VALUE}).")
  private int port = 9092;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where the data is kept (default: a temporary folder, deleted at the end).")
  private @Nullable Path folder;

  @Mixin private final CommonOptions common = new CommonOptions();

  BrokerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    OptionValues.port("--port", port);
    new LocalBroker(console, port, folder).run(common.form());
    return ExitCodes.DONE;
  }
}
