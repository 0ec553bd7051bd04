package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.process.Keys;
import io.projectoracle.cli.process.Part;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a model simulator. */
@Command(
    name = "simulator",
    description = {
      "Runs an OpenAI-compatible model server until Ctrl-C or SIGTERM, to try Oracle without paying.",
      "It asks for a key if the variable ORACLE_SIMULATOR_API_KEY holds one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle simulator",
      "  oracle simulator --latency uniform:100ms-2s --faults server_error=0.02 --rate-limit 60/1m"
    })
final class SimulatorCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: 127.0.0.1).")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the model endpoint (default: 8090).")
  private @Nullable Integer port;

  @Option(
      names = "--latency",
      paramLabel = "SPEC",
      description =
          "Time an answer takes, such as fixed:300ms or uniform:100ms-2s (default: none).")
  private @Nullable String latency;

  @Option(
      names = "--faults",
      paramLabel = "SPEC",
      description = "Shares of calls that go wrong, such as server_error=0.02 (default: none).")
  private @Nullable String faults;

  @Option(
      names = "--rate-limit",
      paramLabel = "CALLS/TIME",
      description = "Refuse calls above that, or none (default: none).")
  private @Nullable String rateLimit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same answers (default: 0).")
  private @Nullable Long seed;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "Port of health, on 127.0.0.1 (default: 8091).")
  private @Nullable Integer managementPort;

  @Mixin private final ProcessOptions process = new ProcessOptions();

  SimulatorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    var keys =
        new Keys()
            .set("oracle.simulator.host", host)
            .set("oracle.simulator.port", OptionValues.port("--port", port))
            .set("oracle.simulator.latency", latency)
            .set("oracle.simulator.faults", faults)
            .set("oracle.simulator.rate-limit", rateLimit)
            .set("oracle.simulator.seed", seed)
            .set("server.port", OptionValues.port("--management-port", managementPort));
    return process.run(console, Part.SIMULATOR, keys);
  }
}
