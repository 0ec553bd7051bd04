package io.projectoracle.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.limit.WindowLimit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentSettingsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void pinsTheDefaults() {
    SimulatorSettings settings = SimulatorSettings.defaults();

    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isZero();
    assertThat(settings.seed()).isZero();
    assertThat(settings.latency()).isEqualTo(Latency.none());
    assertThat(settings.faults()).isEqualTo(FaultPlan.none());
    assertThat(settings.requestLimit()).isNull();
    assertThat(settings.tokenLimit()).isNull();
    assertThat(settings.apiKey()).isNull();
    assertThat(settings.ledgerSize()).isEqualTo(1_000_000);
    assertThat(settings.maxBodyBytes()).isEqualTo(1_048_576);
    assertThat(settings.hugeBytes()).isEqualTo(2_097_152);
    assertThat(settings.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.eventLoops()).isEqualTo(2);
    assertThat(EnvironmentSettings.read(Map.of("PATH", "/bin")))
        .isEqualTo(SimulatorSettings.builder().port(8090).build());
  }

  @Test
  void readsEveryVariable() {
    var environment = new HashMap<String, String>();
    environment.put("ORACLE_SIMULATOR_HOST", "0.0.0.0");
    environment.put("ORACLE_SIMULATOR_PORT", "9000");
    environment.put("ORACLE_SIMULATOR_SEED", "-4");
    environment.put("ORACLE_SIMULATOR_LATENCY", "fixed:200ms");
    environment.put("ORACLE_SIMULATOR_FAULTS", "hang=0.5");
    environment.put("ORACLE_SIMULATOR_RATE_LIMIT", "60/1m");
    environment.put("ORACLE_SIMULATOR_TOKEN_LIMIT", "none");
    environment.put("ORACLE_SIMULATOR_API_KEY", "sk-secret");
    environment.put("ORACLE_SIMULATOR_LEDGER_SIZE", "10");
    environment.put("ORACLE_SIMULATOR_MAX_BODY_BYTES", "20");
    environment.put("ORACLE_SIMULATOR_HUGE_BYTES", "30");
    environment.put("ORACLE_SIMULATOR_RETRY_AFTER", "2s");
    environment.put("ORACLE_SIMULATOR_EVENT_LOOPS", "");

    assertThat(EnvironmentSettings.read(environment))
        .isEqualTo(
            SimulatorSettings.builder()
                .host("0.0.0.0")
                .port(9_000)
                .seed(-4)
                .latency(Latency.fixed(Duration.ofMillis(200)))
                .faults(new FaultPlan(Map.of(Fault.HANG, 0.5), List.of()))
                .requestLimit(new WindowLimit(60, Duration.ofMinutes(1)))
                .apiKey("sk-secret")
                .ledgerSize(10)
                .maxBodyBytes(20)
                .hugeBytes(30)
                .retryAfter(Duration.ofSeconds(2))
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT           | 70000          | 0..65535                    | port must be between 0 and 65535",
        "PORT           | http           | 0..65535                    | http",
        "SEED           | 1.5            | a whole number              | 1.5",
        "LATENCY        | fast           | fixed:200ms                 | unknown form",
        "LATENCY        | uniform:2s-1s  | uniform:50ms-400ms          | max must be above min",
        "FAULTS         | quake=1        | server_error=0.02           | fault must be one of",
        "RATE_LIMIT     | 60             | 60/1m                       | For input string",
        "TOKEN_LIMIT    | 0/1m           | 60/1m                       | at least 1",
        "LEDGER_SIZE    | 0              | 1..100000000                | ledger size must be between 1",
        "EVENT_LOOPS    | 65             | 1..64                       | event loops",
        "RETRY_AFTER    | 2d             | 0s..24h                     | duration must be",
      })
  void stopsWithTheKeyTheValueAndTheAcceptedForms(
      String name, String value, String accepted, String reason) throws Exception {
    int code = run(Map.of("ORACLE_SIMULATOR_" + name, value));

    assertThat(code).isEqualTo(2);
    assertThat(text(err))
        .startsWith("ORACLE_SIMULATOR_" + name + " must be ")
        .contains("'" + value + "'", accepted, reason);
  }

  @Test
  void refusesAVariableItDoesNotKnow() throws Exception {
    assertThat(run(Map.of("ORACLE_SIMULATOR_LATENCI", "none"))).isEqualTo(2);

    assertThat(text(err)).startsWith("ORACLE_SIMULATOR_LATENCI is not a setting");
  }

  @Test
  void printsHelp() throws Exception {
    assertThat(run(Map.of(), "--help")).isZero();

    assertThat(text(out)).contains("ORACLE_SIMULATOR_LATENCY", Latency.FORMS, Fault.codes());
  }

  @Test
  void refusesOtherArguments() throws Exception {
    assertThat(run(Map.of(), "--port", "1")).isEqualTo(2);
  }

  @Test
  void neverPrintsTheKey() {
    var settings = SimulatorSettings.builder().apiKey("sk-secret").build();

    assertThat(settings.toString()).contains("apiKey=***").doesNotContain("sk-secret");
    assertThatThrownBy(() -> SimulatorSettings.builder().apiKey(" ").build())
        .hasMessage("api key must not be blank");
  }

  private int run(Map<String, String> environment, String... arguments) throws Exception {
    return SimulatorMain.run(arguments, environment, stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, /* autoFlush= */ true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
