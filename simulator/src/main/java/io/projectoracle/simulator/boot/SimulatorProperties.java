package io.projectoracle.simulator.boot;

import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.limit.WindowLimit;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the simulator behaves. An empty text counts as the default.
 *
 * @param host address to bind to
 * @param port 0 for any free one
 * @param seed the same seed gives the same answers
 * @param latency none, fixed:200ms, uniform:50ms-400ms or lognormal:median=300ms,p99=2s
 * @param faults shares of calls that go wrong, such as server_error=0.02,hang=0.01
 * @param rateLimit requests: none or COUNT/PERIOD such as 60/1m
 * @param tokenLimit tokens: none or COUNT/PERIOD
 * @param apiKey bearer token that /v1 asks for; none by default
 * @param ledgerSize calls kept
 * @param maxBodyBytes longest request body
 * @param hugeBytes content of the fault huge
 * @param retryAfter named by the faults rate_limited and unavailable
 * @param eventLoops threads that serve the port
 */
@ConfigurationProperties(prefix = SimulatorProperties.PREFIX, ignoreUnknownFields = false)
record SimulatorProperties(
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("8090") int port,
    @DefaultValue("0") long seed,
    @DefaultValue("none") String latency,
    @DefaultValue("none") String faults,
    @DefaultValue("none") String rateLimit,
    @DefaultValue("none") String tokenLimit,
    @Nullable String apiKey,
    @DefaultValue("1000000") int ledgerSize,
    @DefaultValue("1048576") int maxBodyBytes,
    @DefaultValue("2097152") int hugeBytes,
    @DefaultValue("1s") Duration retryAfter,
    @DefaultValue("2") int eventLoops) {
  static final String PREFIX = "oracle.simulator";

  private static final String NONE = "none";

  /**
   * The settings of these keys.
   *
   * @throws IllegalArgumentException naming the key that is wrong, its value and what is accepted
   */
  SimulatorSettings toSettings() {
    var settings = SimulatorSettings.builder();
    set(settings, "host", host, it -> it.host(host));
    set(settings, "port", port, it -> it.port(port));
    settings.seed(seed);
    set(settings, "latency", latency, it -> it.latency(Latency.parse(orNone(latency))));
    set(settings, "faults", faults, it -> it.faults(FaultPlan.parseRates(orNone(faults))));
    set(settings, "rate-limit", rateLimit, it -> it.requestLimit(limit(rateLimit)));
    set(settings, "token-limit", tokenLimit, it -> it.tokenLimit(limit(tokenLimit)));
    settings.apiKey(apiKey == null || apiKey.isBlank() ? null : apiKey.strip());
    set(settings, "ledger-size", ledgerSize, it -> it.ledgerSize(ledgerSize));
    set(settings, "max-body-bytes", maxBodyBytes, it -> it.maxBodyBytes(maxBodyBytes));
    set(settings, "huge-bytes", hugeBytes, it -> it.hugeBytes(hugeBytes));
    set(settings, "retry-after", retryAfter, it -> it.retryAfter(retryAfter));
    set(settings, "event-loops", eventLoops, it -> it.eventLoops(eventLoops));
    return settings.build();
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "SimulatorProperties[host=" + host + ", port=" + port + ", latency=" + latency + "]";
  }

  private static void set(
      SimulatorSettings.Builder settings,
      String key,
      Object value,
      Consumer<SimulatorSettings.Builder> setter) {
    try {
      setter.accept(settings);
      // Checks this value alone, while its key is known.
      settings.build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          PREFIX + "." + key + " is " + value + ", but " + e.getMessage(), e);
    }
  }

  private static String orNone(String text) {
    return text.isBlank() ? NONE : text.strip();
  }

  private static @Nullable WindowLimit limit(String text) {
    return orNone(text).equals(NONE) ? null : WindowLimit.parse(text.strip());
  }
}
