package io.projectoracle.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.chaos.fault.FaultPlan.PlannedFault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FaultPlanTest {
  private static final Duration PACE = Duration.ofSeconds(10);

  @Test
  void killsComeAtTheirPaceAndTheOthersInTurnBetweenThem() {
    assertThat(FaultPlan.of(EnumSet.allOf(FaultKind.class), PACE, Duration.ofSeconds(36)))
        .containsExactly(
            fault(5, FaultKind.PAUSE),
            fault(10, FaultKind.KILL),
            fault(15, FaultKind.BROKER),
            fault(20, FaultKind.KILL),
            fault(25, FaultKind.SCALE),
            fault(30, FaultKind.KILL),
            fault(35, FaultKind.ROLL));
  }

  @Test
  void onlyWhatIsAllowedComes() {
    assertThat(FaultPlan.of(Set.of(FaultKind.KILL), PACE, Duration.ofSeconds(21)))
        .containsExactly(fault(10, FaultKind.KILL), fault(20, FaultKind.KILL));
    assertThat(FaultPlan.of(Set.of(FaultKind.ROLL), PACE, Duration.ofSeconds(20)))
        .containsExactly(fault(5, FaultKind.ROLL), fault(15, FaultKind.ROLL));
    assertThat(FaultPlan.of(Set.of(), PACE, Duration.ofSeconds(20))).isEmpty();
  }

  private static PlannedFault fault(int seconds, FaultKind kind) {
    return new PlannedFault(Duration.ofSeconds(seconds), kind);
  }
}
