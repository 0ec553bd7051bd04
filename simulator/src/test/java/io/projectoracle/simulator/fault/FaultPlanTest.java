package io.projectoracle.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.simulator.ledger.CallResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultPlanTest {

  @Test
  void readsRates() {
    assertThat(FaultPlan.parseRates("server_error=0.02, hang=0.001").rates())
        .isEqualTo(Map.of(Fault.SERVER_ERROR, 0.02, Fault.HANG, 0.001));
    assertThat(FaultPlan.parseRates("none")).isEqualTo(FaultPlan.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server_error           | faults must be none or FAULT=RATE",
        "server_error=often     | faults must be none or FAULT=RATE",
        "earthquake=0.1         | fault must be one of server_error, unavailable",
        "hang=1.1               | fault rate of hang must be between 0 and 1: 1.1",
        "hang=NaN               | fault rate of hang must be between 0 and 1: NaN",
        "hang=0.6,cut=0.6       | fault rates must not exceed 1 together: 1.2",
        "hang=0.1,hang=0.2      | fault is named twice: hang",
      })
  void namesWhatIsWrong(String text, String complaint) {
    assertThatThrownBy(() -> FaultPlan.parseRates(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultHasAResultOfItsName(Fault fault) {
    assertThat(CallResult.of(fault).code()).isEqualTo(fault.code());
    assertThat(Fault.of(fault.code())).isEqualTo(fault);
  }
}
