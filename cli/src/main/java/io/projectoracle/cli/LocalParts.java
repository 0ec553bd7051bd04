package io.projectoracle.cli;

import io.projectoracle.cli.console.CallRate;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.local.Endpoint;
import io.projectoracle.cli.local.LocalSettings;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.contract.Topics;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.latency.Latency;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Understands {@link LocalOptions}. Apart from them, since these classes are loaded only for
 * commands that run the parts.
 */
record LocalParts(LocalOptions options, Map<String, String> environment) {
  private static final String SIMULATOR = "simulator";

  /** Small, since one process reads them all and each costs start time. */
  private static final int OWN_PARTITIONS = 8;

  private static final CallRate PROVIDER_RATE = new CallRate(10, Duration.ofSeconds(60));
  private static final int PROVIDER_CONCURRENCY = 10;
  private static final int PROVIDER_QUEUE = 100;
  private static final int SIMULATOR_CONCURRENCY = 1_000;
  private static final int SIMULATOR_QUEUE = 5_000;

  LocalSettings settings(int brokerPort, int simulatorPort, Duration drainTimeout) {
    KafkaConnection connection = options.kafka.explicitConnection();
    if (connection != null && options.data != null) {
      throw new UsageException(
          "--data is for the broker of this process: not with --bootstrap-servers");
    }
    return new LocalSettings(
        connection,
        brokerPort,
        options.data,
        options.kafka.topics(),
        positive(
            "--partitions",
            options.partitions,
            connection == null ? OWN_PARTITIONS : Topics.DEFAULT_PARTITIONS),
        model(simulatorPort),
        drainTimeout);
  }

  private LocalSettings.ModelSettings model(int simulatorPort) {
    boolean simulated = options.endpoint.equals(SIMULATOR);
    int concurrency =
        positive(
            "--concurrency",
            options.concurrency,
            simulated ? SIMULATOR_CONCURRENCY : PROVIDER_CONCURRENCY);
    return new LocalSettings.ModelSettings(
        simulated ? simulator(simulatorPort) : remote(),
        OptionValues.notBlank("--model", options.model),
        rate(simulated ? null : PROVIDER_RATE),
        concurrency,
        concurrency + (simulated ? SIMULATOR_QUEUE : PROVIDER_QUEUE));
  }

  private Endpoint simulator(int port) {
    return new Endpoint.Simulated(
        SimulatorSettings.builder()
            .port(port)
            .seed(options.simulatorSeed)
            .latency(understood("--simulator-latency", options.simulatorLatency, Latency::parse))
            .faults(
                understood("--simulator-faults", options.simulatorFaults, FaultPlan::parseRates))
            .build());
  }

  private static <T> T understood(String option, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }

  private Endpoint remote() {
    // As the clients of the OpenAI API do: who names a server means the key for it.
    String key = environment.getOrDefault(NamedEndpoint.KEY_VARIABLE, "").strip();
    NamedEndpoint endpoint = NamedEndpoint.parse(options.endpoint);
    endpoint.requireKey(environment);
    return new Endpoint.Remote(endpoint.name(), endpoint.url(), key.isEmpty() ? null : key);
  }

  private @Nullable CallRate rate(@Nullable CallRate otherwise) {
    String text = options.rateLimit;
    return text == null ? otherwise : OptionValues.rate(text);
  }

  private static int positive(String option, @Nullable Integer value, int otherwise) {
    Integer checked = OptionValues.positive(option, value);
    return checked == null ? otherwise : checked;
  }
}
