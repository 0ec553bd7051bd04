package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a query ended. */
public enum Status {
  /** With what the model, or the cache, had to say. */
  @JsonProperty("answered")
  ANSWERED("answered"),
  /** With an error that repeating does not mend. */
  @JsonProperty("failed")
  FAILED("failed"),
  /** Its deadline had passed. */
  @JsonProperty("expired")
  EXPIRED("expired"),
  /** Its submitter did not want it any more. */
  @JsonProperty("cancelled")
  CANCELLED("cancelled");

  private final String wireName;

  Status(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire and in metrics. */
  public String wireName() {
    return wireName;
  }
}
