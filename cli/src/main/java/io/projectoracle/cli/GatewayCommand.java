package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.process.Keys;
import io.projectoracle.cli.process.Part;
import io.projectoracle.contract.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a gateway. */
@Command(
    name = "gateway",
    description = {
      "Runs a gateway, the HTTP door, until Ctrl-C or SIGTERM: it then ends what waits and finishes",
      "what it accepts. Without API keys it is open to this machine only."
    },
    subcommands = GatewayKeyCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle gateway",
      "  oracle gateway key --tenant acme >>gateway-keys.properties",
      "  oracle gateway --keys gateway-keys.properties --host 0.0.0.0"
          + " --bootstrap-servers kafka:9092"
    })
final class GatewayCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: 127.0.0.1).")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (default: 8080).")
  private @Nullable Integer port;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "Properties file with API keys, as made by: oracle gateway key")
  private @Nullable Path apiKeys;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "Port of health and metrics, on 127.0.0.1 (default: 8084).")
  private @Nullable Integer managementPort;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final ProcessOptions process = new ProcessOptions();

  GatewayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Topics topics = kafka.chosenTopics();
    var keys =
        new Keys()
            .kafka(kafka.chosenConnection(console.environment()), kafka.properties())
            .set("oracle.topics.prefix", topics == null ? null : topics.prefix())
            .set("spring.config.import", apiKeysLocation())
            .set("server.address", host)
            .set("server.port", OptionValues.port("--port", port))
            .set("management.server.port", OptionValues.port("--management-port", managementPort));
    return process.run(console, Part.GATEWAY, keys);
  }

  private @Nullable String apiKeysLocation() {
    if (apiKeys == null) {
      return null;
    }
    if (!Files.isReadable(apiKeys) || !apiKeys.toString().endsWith(".properties")) {
      throw new UsageException(
          "--keys must be a file that can be read, named *.properties: " + apiKeys);
    }
    return "file:" + apiKeys.toAbsolutePath();
  }
}
