package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a query may be answered from the cache, and its answer kept there. */
public enum CachePolicy {
  /** Answer from the cache, or join an equal question in flight; keep the answer. */
  @JsonProperty("use")
  USE("use"),
  /** Call the model for this query alone; keep nothing. */
  @JsonProperty("bypass")
  BYPASS("bypass");

  private final String wireName;

  CachePolicy(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire. */
  public String wireName() {
    return wireName;
  }
}
