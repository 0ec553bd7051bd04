package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.process.Keys;
import io.projectoracle.cli.process.Part;
import io.projectoracle.contract.Topics;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a worker. */
@Command(
    name = "worker",
    description = {
      "Runs a worker until Ctrl-C or SIGTERM: it then takes nothing more and answers what is in",
      "flight. What is given here wins over ORACLE_WORKER_... variables and configuration files."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle worker --endpoint simulator",
      "  OPENAI_API_KEY=... oracle worker --endpoint openai --bootstrap-servers kafka:9092",
      "  oracle worker --endpoint http://gpu:8000/v1 --rate-limit none -- --oracle.worker.cache.ttl=1m",
      "",
      "Exit codes: 0 stopped, 4 stopped, but the drain timeout cut queries short."
    })
final class WorkerCommand implements Callable<Integer> {
  private static final String SIMULATOR = "simulator";
  private static final URI SIMULATOR_URL = URI.create("http://127.0.0.1:8090/v1");
  private static final int SIMULATOR_CONCURRENCY = 1_000;

  private final Console console;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "Model endpoint: openai, the base URL of any OpenAI-compatible server, or simulator for"
              + " the one at 127.0.0.1:8090. A server's key is taken from OPENAI_API_KEY.")
  private @Nullable String endpoint;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Model of the built-in agents, instead of gpt-4o-mini.")
  private @Nullable String model;

  @Option(
      names = "--rate-limit",
      paramLabel = "CALLS/TIME",
      description =
          "Most calls in any span of that time, or none (default: none for the simulator, 10/60s"
              + " for any other endpoint).")
  private @Nullable String rateLimit;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description =
          "Most calls at a time (default: 1000 for the simulator, 10 for any other endpoint).")
  private @Nullable Integer concurrency;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name, unique among the workers (default: the host's and a random part).")
  private @Nullable String name;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      description = "How long a stop waits for queries in flight (default: 1m).")
  private @Nullable String drainTimeout;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "Port of health and metrics, on 127.0.0.1 (default: 8081).")
  private @Nullable Integer managementPort;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final ProcessOptions process = new ProcessOptions();

  WorkerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Topics topics = kafka.chosenTopics();
    var keys =
        new Keys()
            .kafka(kafka.chosenConnection(console.environment()), kafka.properties())
            .set("oracle.topics.prefix", topics == null ? null : topics.prefix())
            .set("oracle.worker.name", name)
            .set(
                "oracle.worker.drain-timeout",
                OptionValues.duration("--drain-timeout", drainTimeout))
            .set("server.port", OptionValues.port("--management-port", managementPort))
            .model(OptionValues.notBlank("--model", model));
    endpoint(keys);
    if (rateLimit != null) {
      keys.rateLimit(OptionValues.rate(rateLimit));
    }
    keys.set(
        "oracle.worker.limits.concurrent-calls",
        OptionValues.positive("--concurrency", concurrency));
    return process.run(console, Part.WORKER, keys);
  }

  private void endpoint(Keys keys) {
    if (endpoint == null) {
      return; // Named by the configuration, or refused there.
    }
    if (endpoint.equals(SIMULATOR)) {
      keys.set("oracle.worker.endpoint.name", SIMULATOR)
          .set("oracle.worker.endpoint.url", SIMULATOR_URL)
          .set("oracle.worker.endpoint.identify-calls", true)
          .set("oracle.worker.limits.concurrent-calls", SIMULATOR_CONCURRENCY)
          .rateLimit(null);
      return;
    }
    NamedEndpoint named = NamedEndpoint.parse(endpoint);
    named.requireKey(console.environment());
    keys.set("oracle.worker.endpoint.name", named.name())
        .set("oracle.worker.endpoint.url", named.url());
  }
}
