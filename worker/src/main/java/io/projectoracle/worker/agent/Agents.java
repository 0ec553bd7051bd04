package io.projectoracle.worker.agent;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The agents of a worker, by name. Immutable. */
public final class Agents {
  private final Map<String, Agent> byName;

  /**
   * @throws IllegalArgumentException if there is none, or two of the same name
   */
  public Agents(Collection<Agent> agents) {
    Map<String, Agent> map = new LinkedHashMap<>();
    for (Agent agent : agents) {
      if (map.put(agent.name(), agent) != null) {
        throw new IllegalArgumentException("agent is configured twice: " + agent.name());
      }
    }
    if (map.isEmpty()) {
      throw new IllegalArgumentException("at least one agent must be configured");
    }
    byName = Map.copyOf(map);
  }

  /** The two agents every installation begins with. */
  public static Agents defaults() {
    return new Agents(
        List.of(
            new Agent(
                "onboarding",
                "gpt-4o-mini",
                0.7,
                150,
                "You help new users take their first steps. Be friendly and brief.",
                false),
            new Agent(
                "technical",
                "gpt-4o-mini",
                0.3,
                300,
                "You answer technical questions precisely. Say so when you do not know.",
                false)));
  }

  /** The agent of that name, or null. */
  public @Nullable Agent find(String name) {
    return byName.get(name);
  }

  /** These agents, each changed. */
  public Agents map(UnaryOperator<Agent> change) {
    return new Agents(byName.values().stream().map(change).toList());
  }

  /** Names of the agents, sorted: for messages. */
  public List<String> names() {
    return byName.keySet().stream().sorted().toList();
  }
}
