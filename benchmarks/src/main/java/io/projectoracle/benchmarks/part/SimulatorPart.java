package io.projectoracle.benchmarks.part;

import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.latency.Latency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The model. */
final class SimulatorPart implements Part {
  private @Nullable Simulator simulator;

  @Override
  public Map<String, String> begin(PartSettings settings) {
    Simulator started =
        Simulator.start(
            SimulatorSettings.builder()
                .latency(Latency.parse(settings.text(PartSettings.LATENCY)))
                .build());
    simulator = started;
    return Map.of(PartSettings.ENDPOINT, started.endpoint().toString());
  }

  @Override
  public void end() {
    if (simulator != null) {
      simulator.close();
      simulator = null;
    }
  }
}
