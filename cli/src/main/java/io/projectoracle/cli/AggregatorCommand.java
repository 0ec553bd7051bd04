package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.process.Keys;
import io.projectoracle.cli.process.Part;
import io.projectoracle.contract.Topics;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an aggregator. */
@Command(
    name = "aggregator",
    description = "Runs an aggregator until Ctrl-C or SIGTERM. Its figures are at /figures.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle aggregator",
      "  oracle aggregator --bootstrap-servers kafka:9092 --port 9082 -- --server.address=0.0.0.0"
    })
final class AggregatorCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of figures, health and metrics, on 127.0.0.1 (default: 8082).")
  private @Nullable Integer port;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "Port of health and metrics, if they are to have one of their own.")
  private @Nullable Integer managementPort;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where Kafka Streams keeps its files; one for each aggregator of a machine.")
  private @Nullable Path folder;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final ProcessOptions process = new ProcessOptions();

  AggregatorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Topics topics = kafka.chosenTopics();
    var keys =
        new Keys()
            .kafka(kafka.chosenConnection(console.environment()), kafka.properties())
            .set("oracle.aggregator.usage-topic", topics == null ? null : topics.usage())
            .set(
                "oracle.aggregator.application-id",
                topics == null ? null : topics.aggregatorGroup())
            .set("oracle.aggregator.state-directory", folder)
            .set("server.port", OptionValues.port("--port", port))
            .set("management.server.port", OptionValues.port("--management-port", managementPort))
            .set("management.server.address", managementPort == null ? null : "127.0.0.1");
    return process.run(console, Part.AGGREGATOR, keys);
  }
}
