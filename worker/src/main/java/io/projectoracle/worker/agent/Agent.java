package io.projectoracle.worker.agent;

import io.projectoracle.contract.Overrides;
import io.projectoracle.contract.Query;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings under which a model answers.
 *
 * @param name name, as queries use it
 * @param model model of the endpoint
 * @param temperature sampling temperature, 0 to 2
 * @param maxTokens bound on the tokens of an answer; a query may ask for fewer, never for more
 * @param systemPrompt instruction before every conversation
 * @param overridable whether a query may choose its own model and temperature
 */
public record Agent(
    String name,
    String model,
    double temperature,
    int maxTokens,
    @Nullable String systemPrompt,
    boolean overridable) {
  public Agent {
    requireText("name", name);
    requireText("model of agent '" + name + "'", model);
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException(
          "temperature of agent '" + name + "' must be between 0 and 2: " + temperature);
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException(
          "max-tokens of agent '" + name + "' must be at least 1: " + maxTokens);
    }
  }

  /** This agent on another model. */
  public Agent withModel(String otherModel) {
    return new Agent(name, otherModel, temperature, maxTokens, systemPrompt, overridable);
  }

  /**
   * The model and parameters for a query, with the query's overrides as far as they are allowed.
   */
  public ModelParameters parametersFor(Query query) {
    Overrides overrides = query.overrides();
    if (overrides == null) {
      return new ModelParameters(model, temperature, maxTokens);
    }
    String chosenModel = overridable ? Objects.requireNonNullElse(overrides.model(), model) : model;
    double chosenTemperature =
        overridable
            ? Objects.requireNonNullElse(overrides.temperature(), temperature)
            : temperature;
    int chosenMaxTokens =
        Math.min(maxTokens, Objects.requireNonNullElse(overrides.maxTokens(), maxTokens));
    return new ModelParameters(chosenModel, chosenTemperature, chosenMaxTokens);
  }

  private static void requireText(String field, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + " must not be blank");
    }
  }
}
