package io.projectoracle.simulator.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.limit.WindowLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SimulatorPropertiesTest {

  @Test
  void defaultsAreThoseOfTheCoreAtAPortOneKnows() {
    assertThat(settings(Map.of("PATH", "/bin")))
        .isEqualTo(SimulatorSettings.builder().port(8090).build());
  }

  @Test
  void everyVariableOfTheEnvironmentReachesTheSettings() {
    assertThat(
            settings(
                Map.ofEntries(
                    Map.entry("HOST", "0.0.0.0"),
                    Map.entry("PORT", "9000"),
                    Map.entry("SEED", "-4"),
                    Map.entry("LATENCY", "fixed:200ms"),
                    Map.entry("FAULTS", "hang=0.5"),
                    Map.entry("RATE_LIMIT", "60/1m"),
                    Map.entry("TOKEN_LIMIT", ""),
                    Map.entry("API_KEY", "sk-secret"),
                    Map.entry("LEDGER_SIZE", "10"),
                    Map.entry("MAX_BODY_BYTES", "20"),
                    Map.entry("HUGE_BYTES", "30"),
                    Map.entry("RETRY_AFTER", "2s"),
                    Map.entry("EVENT_LOOPS", "3"))))
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
                .eventLoops(3)
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT         | 70000         | port           | port must be between 0 and 65535",
        "LATENCY      | fast          | latency        | unknown form",
        "FAULTS       | quake=1       | faults         | fault must be one of",
        "RATE_LIMIT   | 60            | rate-limit     | limit must be none or COUNT/PERIOD",
        "TOKEN_LIMIT  | 0/1m          | token-limit    | at least 1",
        "LEDGER_SIZE  | 0             | ledger-size    | ledger size must be between 1",
        "EVENT_LOOPS  | 65            | event-loops    | event loops must be between 1 and 64",
      })
  void whatIsWrongIsNamedWithItsKeyAndValue(
      String variable, String value, String key, String reason) {
    assertThatThrownBy(() -> settings(Map.of(variable, value)))
        .hasMessageStartingWith("oracle.simulator." + key + " is " + value)
        .hasMessageContaining(reason);
  }

  @Test
  void theKeyIsNeverPrinted() {
    assertThat(properties(Map.of("API_KEY", "sk-secret")).toString()).doesNotContain("sk-secret");
    assertThat(settings(Map.of("API_KEY", "sk-secret")).toString())
        .contains("apiKey=***")
        .doesNotContain("sk-secret");
  }

  private static SimulatorSettings settings(Map<String, String> variables) {
    return properties(variables).toSettings();
  }

  private static SimulatorProperties properties(Map<String, String> variables) {
    var environment = new HashMap<String, Object>();
    variables.forEach((name, value) -> environment.put("ORACLE_SIMULATOR_" + name, value));
    var source =
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment);
    return new Binder(ConfigurationPropertySources.from(source))
        .bindOrCreate(SimulatorProperties.PREFIX, SimulatorProperties.class);
  }
}
