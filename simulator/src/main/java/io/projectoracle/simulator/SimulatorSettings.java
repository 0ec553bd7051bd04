package io.projectoracle.simulator;

import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.limit.WindowLimit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator behaves. Immutable; {@link #builder()} holds the defaults.
 *
 * @param host address to bind to
 * @param port 0 for any free one
 * @param seed of answers, latencies and fault rates
 * @param latency distribution of the time an answer takes
 * @param faults in force at the start
 * @param requestLimit most calls per sliding period; null for none
 * @param tokenLimit most prompt and completion tokens per sliding period; null for none
 * @param apiKey the bearer token {@code /v1} asks for; null for none. Never printed
 * @param ledgerSize calls kept in the ledger
 * @param maxBodyBytes longest request body
 * @param hugeBytes content size of the fault {@code huge}
 * @param retryAfter what the faults {@code rate_limited} and {@code unavailable} name, in whole
 *     seconds, rounded up
 * @param eventLoops threads that serve the port
 * @param models listed by {@code /v1/models}; calls may ask for any
 */
public record SimulatorSettings(
    String host,
    int port,
    long seed,
    Latency latency,
    FaultPlan faults,
    @Nullable WindowLimit requestLimit,
    @Nullable WindowLimit tokenLimit,
    @Nullable String apiKey,
    int ledgerSize,
    int maxBodyBytes,
    int hugeBytes,
    Duration retryAfter,
    int eventLoops,
    List<String> models) {

  /** Checks every value and names the one that is wrong. */
  public SimulatorSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be blank");
    }
    requireBetween("port", port, 0, 65_535);
    requireBetween("ledger size", ledgerSize, 1, 100_000_000);
    requireBetween("max body bytes", maxBodyBytes, 1, 1 << 30);
    requireBetween("huge bytes", hugeBytes, 1, 1 << 30);
    requireBetween("event loops", eventLoops, 1, 64);
    if (retryAfter.isNegative() || retryAfter.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("retry after must be between 0 and 24h: " + retryAfter);
    }
    if (apiKey != null && apiKey.isBlank()) {
      throw new IllegalArgumentException("api key must not be blank");
    }
    models = List.copyOf(models);
  }

  /** The defaults. */
  public static SimulatorSettings defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Masks the key. */
  @Override
  public String toString() {
    return "SimulatorSettings[host="
        + host
        + ", port="
        + port
        + ", seed="
        + seed
        + ", latency="
        + latency
        + ", faults="
        + faults
        + ", requestLimit="
        + requestLimit
        + ", tokenLimit="
        + tokenLimit
        + ", apiKey="
        + (apiKey == null ? "none" : "***")
        + ", ledgerSize="
        + ledgerSize
        + "]";
  }

  private static void requireBetween(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be between " + min + " and " + max + ": " + value);
    }
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port;
    private long seed;
    private Latency latency = Latency.none();
    private FaultPlan faults = FaultPlan.none();
    private @Nullable WindowLimit requestLimit;
    private @Nullable WindowLimit tokenLimit;
    private @Nullable String apiKey;
    private int ledgerSize = 1_000_000;
    private int maxBodyBytes = 1 << 20;
    private int hugeBytes = 2 << 20;
    private Duration retryAfter = Duration.ofSeconds(1);
    private int eventLoops = 2;
    private List<String> models = List.of("gpt-4o-mini", "simulated");

    private Builder() {}

    /** Default 127.0.0.1. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    /** Default 0, any free port. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Default 0. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Default none. */
    public Builder latency(Latency value) {
      latency = value;
      return this;
    }

    /** Default none. */
    public Builder faults(FaultPlan value) {
      faults = value;
      return this;
    }

    /** Default null, unlimited. */
    public Builder requestLimit(@Nullable WindowLimit value) {
      requestLimit = value;
      return this;
    }

    /** Default null, unlimited. */
    public Builder tokenLimit(@Nullable WindowLimit value) {
      tokenLimit = value;
      return this;
    }

    /** Default null, no key asked for. */
    public Builder apiKey(@Nullable String value) {
      apiKey = value;
      return this;
    }

    /** Default 1,000,000. */
    public Builder ledgerSize(int value) {
      ledgerSize = value;
      return this;
    }

    /** Default 1 MiB. */
    public Builder maxBodyBytes(int value) {
      maxBodyBytes = value;
      return this;
    }

    /** Default 2 MiB. */
    public Builder hugeBytes(int value) {
      hugeBytes = value;
      return this;
    }

    /** Default 1 s. */
    public Builder retryAfter(Duration value) {
      retryAfter = value;
      return this;
    }

    /** Default 2. */
    public Builder eventLoops(int value) {
      eventLoops = value;
      return this;
    }

    /** Default gpt-4o-mini and simulated. */
    public Builder models(List<String> value) {
      models = List.copyOf(value);
      return this;
    }

    /**
     * Checks and builds.
     *
     * @throws IllegalArgumentException naming the value that is wrong
     */
    public SimulatorSettings build() {
      return new SimulatorSettings(
          host,
          port,
          seed,
          latency,
          faults,
          requestLimit,
          tokenLimit,
          apiKey,
          ledgerSize,
          maxBodyBytes,
          hugeBytes,
          retryAfter,
          eventLoops,
          models);
    }
  }
}
