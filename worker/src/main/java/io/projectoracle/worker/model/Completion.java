package io.projectoracle.worker.model;

import io.projectoracle.contract.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a model returned.
 *
 * @param content what it said; may be empty
 * @param finishReason why it stopped, in the endpoint's words
 * @param model the model that answered, as the endpoint names it
 * @param usage tokens; unknown if the endpoint did not tell
 */
public record Completion(
    String content, @Nullable String finishReason, @Nullable String model, Usage usage) {

  /** Without the content. */
  @Override
  public String toString() {
    return "Completion[model=" + model + ", characters=" + content.length() + "]";
  }
}
