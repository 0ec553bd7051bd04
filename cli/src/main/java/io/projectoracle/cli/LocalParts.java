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
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Understands {@link LocalOptions}. Apart from them, since these classes are loaded only for
 * commands that run the parts.
 */
record LocalParts(LocalOptions options, KafkaOptions kafka, Map<String, String> environment) {
  private static final String SIMULATOR = "simulator";
  private static final String OPENAI = "openai";
  private static final String OPENAI_URL = "https://api.openai.com/v1";
  private static final String OPENAI_KEY = "OPENAI_API_KEY";

  /** Small, since one process reads them all and each costs start time. */
  private static final int OWN_PARTITIONS = 8;

  private static final CallRate PROVIDER_RATE = new CallRate(10, Duration.ofSeconds(60));
  private static final int PROVIDER_CONCURRENCY = 10;
  private static final int PROVIDER_QUEUE = 100;
  private static final int SIMULATOR_CONCURRENCY = 1_000;
  private static final int SIMULATOR_QUEUE = 5_000;

  LocalSettings settings(int brokerPort, int simulatorPort, Duration drainTimeout) {
    KafkaConnection connection = kafka.explicitConnection();
    if (connection != null && options.data != null) {
      throw new UsageException(
          "--data is for the broker of this process: not with --bootstrap-servers");
    }
    return new LocalSettings(
        connection,
        brokerPort,
        options.data,
        kafka.topics(),
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
    if (options.model != null && options.model.isBlank()) {
      throw new UsageException("--model must not be blank");
    }
    return new LocalSettings.ModelSettings(
        simulated ? simulator(simulatorPort) : remote(),
        options.model,
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
    String key = environment.get(OPENAI_KEY);
    if (options.endpoint.equals(OPENAI)) {
      if (key == null || key.isBlank()) {
        throw new UsageException("--endpoint openai needs a key in the variable " + OPENAI_KEY);
      }
      return new Endpoint.Remote(OPENAI, URI.create(OPENAI_URL), key.strip());
    }
    // As the clients of the OpenAI API do: who names a server means the key for it.
    URI url = url();
    return new Endpoint.Remote(
        url.getHost(), url, key == null || key.isBlank() ? null : key.strip());
  }

  private URI url() {
    try {
      URI url = new URI(options.endpoint);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw new UsageException("--endpoint is no address: " + e.getReason());
    }
    throw new UsageException(
        "--endpoint must be simulator, openai, or a URL like http://localhost:8000/v1 without"
            + " credentials");
  }

  private @Nullable CallRate rate(@Nullable CallRate otherwise) {
    String text = options.rateLimit;
    if (text == null) {
      return otherwise;
    }
    try {
      return text.equals("none") ? null : CallRate.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--rate-limit must be none or like 10/60s: " + text);
    }
  }

  private static int positive(String option, @Nullable Integer value, int otherwise) {
    if (value != null && value < 1) {
      throw new UsageException(option + " must be at least 1: " + value);
    }
    return value == null ? otherwise : value;
  }
}
