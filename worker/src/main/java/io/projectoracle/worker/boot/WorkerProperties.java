package io.projectoracle.worker.boot;

import io.projectoracle.worker.agent.Agent;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.engine.EngineSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The worker itself.
 *
 * @param name unique in the group; by default the host's name and a random part
 * @param startFrom where to begin in a partition without a committed offset; by default such a
 *     partition is not read
 * @param drainTimeout how long a stop waits for queries in flight
 * @param maxStarts after how many ends of its worker's process a query is given up that was started
 *     alone each time
 * @param agents agents by name, instead of the default ones
 */
@ConfigurationProperties(WorkerProperties.PREFIX)
record WorkerProperties(
    @Nullable String name,
    EngineSettings.@Nullable StartFrom startFrom,
    @DefaultValue("1m") Duration drainTimeout,
    @DefaultValue("3") int maxStarts,
    @DefaultValue Map<String, AgentProperties> agents) {
  static final String PREFIX = "oracle.worker";

  WorkerProperties {
    agents = Map.copyOf(agents);
    agents.forEach((agent, properties) -> properties.toAgent(agent));
    if (drainTimeout.isNegative()) {
      throw new IllegalArgumentException(
          PREFIX + ".drain-timeout must not be negative: " + drainTimeout);
    }
    if (maxStarts < 1 || maxStarts > EngineSettings.MOST_MAX_STARTS) {
      throw new IllegalArgumentException(
          PREFIX
              + ".max-starts must be between 1 and "
              + EngineSettings.MOST_MAX_STARTS
              + ": "
              + maxStarts);
    }
  }

  Agents toAgents() {
    return agents.isEmpty()
        ? Agents.defaults()
        : new Agents(
            agents.entrySet().stream().map(e -> e.getValue().toAgent(e.getKey())).toList());
  }

  EngineSettings toEngine(int maxInFlight) {
    return new EngineSettings(
        maxInFlight,
        EngineSettings.defaultMaxInFlightBytes(),
        EngineSettings.DEFAULT_COMMIT_INTERVAL,
        EngineSettings.DEFAULT_MAX_COMMIT_RESULTS,
        drainTimeout,
        maxStarts,
        startFrom);
  }

  /**
   * An agent.
   *
   * @param model model of the endpoint
   * @param temperature sampling temperature, 0 to 2
   * @param maxTokens bound on the tokens of an answer
   * @param systemPrompt instruction before every conversation
   * @param overridable whether a query may choose its own model and temperature
   */
  record AgentProperties(
      @DefaultValue("gpt-4o-mini") String model,
      @DefaultValue("0.3") double temperature,
      @DefaultValue("300") int maxTokens,
      @Nullable String systemPrompt,
      @DefaultValue("false") boolean overridable) {
    Agent toAgent(String name) {
      return Keys.under(
          PREFIX + ".agents." + name,
          () -> new Agent(name, model, temperature, maxTokens, systemPrompt, overridable));
    }
  }
}
