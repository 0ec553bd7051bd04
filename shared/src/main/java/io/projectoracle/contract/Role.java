package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who speaks in a {@link Message}. */
public enum Role {
  @JsonProperty("system")
  SYSTEM("system"),
  @JsonProperty("user")
  USER("user"),
  @JsonProperty("assistant")
  ASSISTANT("assistant");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire, which is also the OpenAI API's. */
  public String wireName() {
    return wireName;
  }
}
