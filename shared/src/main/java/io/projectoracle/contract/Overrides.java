package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks to do differently from its agent; each part counts only where the agent allows
 * it.
 *
 * @param model another model of the endpoint
 * @param temperature sampling temperature, 0 to 2
 * @param maxTokens bound on the tokens of the answer, at least 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Overrides(
    @Nullable String model, @Nullable Double temperature, @Nullable Integer maxTokens) {
  public Overrides {
    if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException(
          "overrides.temperature must be between 0 and 2: " + temperature);
    }
    if (maxTokens != null && maxTokens < 1) {
      throw new IllegalArgumentException("overrides.maxTokens must be at least 1: " + maxTokens);
    }
    if (model != null) {
      Text.requireLength("overrides.model", model, 1, 128);
    }
  }
}
