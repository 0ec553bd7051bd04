package io.projectoracle.simulator;

import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.latency.DurationText;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.limit.WindowLimit;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads settings from environment variables that start with {@code ORACLE_SIMULATOR_}. */
final class EnvironmentSettings {

  private static final String PREFIX = "ORACLE_SIMULATOR_";

  private static final List<Variable> VARIABLES =
      List.of(
          new Variable(
              "HOST", "address to bind to (default 127.0.0.1)", SimulatorSettings.Builder::host),
          new Variable(
              "PORT",
              "0..65535, 0 for any free one (default 8090)",
              (builder, text) -> builder.port(Integer.parseInt(text))),
          new Variable(
              "SEED",
              "a whole number; the same seed gives the same answers (default 0)",
              (builder, text) -> builder.seed(Long.parseLong(text))),
          new Variable(
              "LATENCY",
              Latency.FORMS + " (default none)",
              (builder, text) -> builder.latency(Latency.parse(text))),
          new Variable(
              "FAULTS",
              FaultPlan.FORM + " (default none); faults: " + Fault.codes(),
              (builder, text) -> builder.faults(FaultPlan.parseRates(text))),
          new Variable(
              "RATE_LIMIT",
              "requests: " + WindowLimit.FORM + " (default none)",
              (builder, text) -> builder.requestLimit(limit(text))),
          new Variable(
              "TOKEN_LIMIT",
              "tokens: " + WindowLimit.FORM + " (default none)",
              (builder, text) -> builder.tokenLimit(limit(text))),
          new Variable(
              "API_KEY", "bearer token that /v1 asks for (default none)", EnvironmentSettings::key),
          new Variable(
              "LEDGER_SIZE",
              "1..100000000 calls kept (default 1000000)",
              (builder, text) -> builder.ledgerSize(Integer.parseInt(text))),
          new Variable(
              "MAX_BODY_BYTES",
              "1..1073741824 (default 1048576)",
              (builder, text) -> builder.maxBodyBytes(Integer.parseInt(text))),
          new Variable(
              "HUGE_BYTES",
              "1..1073741824, content of the fault huge (default 2097152)",
              (builder, text) -> builder.hugeBytes(Integer.parseInt(text))),
          new Variable(
              "RETRY_AFTER",
              "0s..24h, named by rate_limited and unavailable (default 1s)",
              (builder, text) -> builder.retryAfter(DurationText.parse(text))),
          new Variable(
              "EVENT_LOOPS",
              "1..64 threads (default 2)",
              (builder, text) -> builder.eventLoops(Integer.parseInt(text))));

  private static final int DEFAULT_PORT = 8090;

  private EnvironmentSettings() {}

  /**
   * Reads and checks all variables; an empty one counts as absent.
   *
   * @throws IllegalArgumentException naming the variable, its value and the accepted forms
   */
  static SimulatorSettings read(Map<String, String> environment) {
    rejectUnknown(environment);
    // A server to connect to needs a port one knows; only embedded ones take any.
    var builder = SimulatorSettings.builder().port(DEFAULT_PORT);
    for (Variable variable : VARIABLES) {
      String text = environment.get(PREFIX + variable.name());
      if (text != null && !text.isBlank()) {
        variable.apply(builder, text.strip());
      }
    }
    return builder.build();
  }

  /** One line per variable. */
  static String help() {
    return VARIABLES.stream()
        .map(variable -> "  " + PREFIX + variable.name() + "\n      " + variable.accepted() + "\n")
        .collect(Collectors.joining());
  }

  private static void rejectUnknown(Map<String, String> environment) {
    List<String> known = VARIABLES.stream().map(variable -> PREFIX + variable.name()).toList();
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(PREFIX) && !known.contains(name)) {
        throw new IllegalArgumentException(
            name + " is not a setting; known are " + String.join(", ", known));
      }
    }
  }

  private static @Nullable WindowLimit limit(String text) {
    return text.equals("none") ? null : WindowLimit.parse(text);
  }

  private static void key(SimulatorSettings.Builder builder, String text) {
    builder.apiKey(text);
  }

  private interface Setter {
    void set(SimulatorSettings.Builder builder, String text);
  }

  private record Variable(String name, String accepted, Setter setter) {
    void apply(SimulatorSettings.Builder builder, String text) {
      try {
        setter.set(builder, text);
        // Checks this value alone, while its name is known.
        builder.build();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            PREFIX + name + " must be " + accepted + ": '" + text + "' (" + reason(e) + ")", e);
      }
    }

    private static @Nullable String reason(Throwable failure) {
      Throwable cause = failure.getCause();
      return cause == null ? failure.getMessage() : reason(cause);
    }
  }
}
