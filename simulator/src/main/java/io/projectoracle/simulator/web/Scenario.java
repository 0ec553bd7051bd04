package io.projectoracle.simulator.web;

import io.projectoracle.simulator.chat.SimulatedModel;
import io.projectoracle.simulator.fault.FaultSource;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.simulator.limit.Limits;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What happens to calls.
 *
 * @param model makes up the answers
 * @param latency distribution of their delay
 * @param random draws the delays; thread-safe
 * @param limits asked before anything else
 * @param faults asked for every call the limits admit
 */
public record Scenario(
    SimulatedModel model,
    Latency latency,
    RandomGenerator random,
    Limits limits,
    FaultSource faults) {

  Duration drawLatency() {
    return latency.draw(random);
  }
}
