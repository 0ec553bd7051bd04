package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs everything until stopped. */
@Command(
    name = "serve",
    description = {
      "Runs broker, simulator, worker and aggregator in this process until Ctrl-C or SIGTERM,",
      "then answers what is in flight and stops; a second Ctrl-C ends it at once.",
      "Listens on 127.0.0.1 only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle serve",
      "  oracle serve --data ~/oracle-data --port 19092",
      "  OPENAI_API_KEY=... oracle serve --endpoint openai"
    })
final class ServeCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the broker (default: ${DEFAULT-VALUE}).")
  private int port = 9092;

  @Option(
      names = "--simulator-port",
      paramLabel = "PORT",
      description = "Port of the simulator (default: ${DEFAULT-VALUE}).")
  private int simulatorPort = 8090;

  @Option(
      names = "--figures-port",
      paramLabel = "PORT",
      description = "Port of /figures and /metrics (default: ${DEFAULT-VALUE}).")
  private int figuresPort = 8082;

  @Mixin private final LocalOptions local = new LocalOptions();

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    return new ServeJob(console, local).run(port, simulatorPort, figuresPort);
  }
}
