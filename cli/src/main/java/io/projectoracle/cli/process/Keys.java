package io.projectoracle.cli.process;

import io.projectoracle.cli.console.CallRate;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.worker.agent.Agent;
import io.projectoracle.worker.agent.Agents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration keys that a command line asks for; what it does not mention is left to the
 * part's configuration file and environment. Not thread-safe.
 */
public final class Keys {
  private final List<String> arguments = new ArrayList<>();

  /** Nothing asked for yet. */
  public Keys() {}

  /** Sets a key, unless there is no value; the last one counts. */
  public Keys set(String key, @Nullable Object value) {
    if (value != null) {
      replace("--" + key + "=", value);
    }
    return this;
  }

  /**
   * Sets how to talk to Kafka.
   *
   * @param connection null where the part's own configuration says where it is
   * @param properties of all clients, in Kafka's keys
   */
  public Keys kafka(@Nullable KafkaConnection connection, Map<String, Object> properties) {
    set(
        "spring.kafka.bootstrap-servers",
        connection == null ? null : connection.bootstrapServers());
    new TreeMap<>(properties)
        .forEach((key, value) -> set("spring.kafka.properties[" + key + "]", value));
    return this;
  }

  /** Lets the agents that are built in use this model, everything else as it is. */
  public Keys model(@Nullable String model) {
    if (model == null) {
      return this;
    }
    Agents agents = Agents.defaults();
    for (String name : agents.names()) {
      Agent agent = Objects.requireNonNull(agents.find(name));
      String prefix = "oracle.worker.agents." + name + ".";
      set(prefix + "model", model)
          .set(prefix + "temperature", agent.temperature())
          .set(prefix + "max-tokens", agent.maxTokens())
          .set(prefix + "system-prompt", agent.systemPrompt())
          .set(prefix + "overridable", agent.overridable());
    }
    return this;
  }

  /** The worker's limit; null for none. */
  public Keys rateLimit(@Nullable CallRate rate) {
    set("oracle.worker.rate-limit.enabled", rate != null);
    if (rate != null) {
      set("oracle.worker.rate-limit.permits", rate.calls());
      set("oracle.worker.rate-limit.period", rate.period());
    }
    return this;
  }

  /** How the part logs. */
  public Keys logging(boolean json, boolean verbose) {
    set("logging.structured.format.console", json ? "ecs" : null);
    return set("logging.level.io.projectoracle", verbose ? "DEBUG" : null);
  }

  /**
   * Takes keys over as they were typed; they win over all others.
   *
   * @throws UsageException if one is not of the form {@code --key=value}
   */
  public Keys typed(List<String> texts) {
    for (String text : texts) {
      if (!text.startsWith("--") || text.indexOf('=') < 3) {
        throw new UsageException("after -- only keys of the form --key=value may stand: " + text);
      }
      int value = text.indexOf('=') + 1;
      replace(text.substring(0, value), text.substring(value));
    }
    return this;
  }

  /** Spring would join the values of a key that stands twice. */
  private void replace(String prefix, Object value) {
    arguments.removeIf(earlier -> earlier.startsWith(prefix));
    arguments.add(prefix + value);
  }

  String[] arguments() {
    return arguments.toArray(String[]::new);
  }
}
