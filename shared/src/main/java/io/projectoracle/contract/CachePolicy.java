package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a query may be answered from the cache, and its answer kept there. */
public enum CachePolicy {
  /** Answer from the cache, or join an equal question in flight; keep the answer. */
  @JsonProperty("use")
  USE,
  /** Call the model for this query alone; keep nothing. */
  @JsonProperty("bypass")
  BYPASS
}
