package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the cache had to do with an answer. */
public enum CacheOutcome {
  /** The answer was there. */
  @JsonProperty("hit")
  HIT("hit"),
  /** The model was called for this query. */
  @JsonProperty("miss")
  MISS("miss"),
  /** An equal question was in flight, and its call served this one too. */
  @JsonProperty("coalesced")
  COALESCED("coalesced"),
  /** The cache was not asked: the query forbade it, or never came that far. */
  @JsonProperty("bypass")
  BYPASS("bypass");

  private final String wireName;

  CacheOutcome(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire and in metrics. */
  public String wireName() {
    return wireName;
  }
}
