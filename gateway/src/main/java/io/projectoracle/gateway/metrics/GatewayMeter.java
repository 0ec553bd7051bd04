package io.projectoracle.gateway.metrics;

import org.jspecify.annotations.Nullable;

/** The catalogue of meters. Values of tags are bounded sets. */
public enum GatewayMeter {
  SUBMISSIONS(
      "oracle.gateway.submissions",
      "queries submitted; result: accepted, or the kind of the problem",
      "result"),
  LOOK_UPS(
      "oracle.gateway.look.ups",
      "time of searches of the log; result: answered, pending, unknown, or the kind of the problem",
      "result"),
  WAITING("oracle.gateway.waiting", "requests that wait for an answer", null),
  STREAMS("oracle.gateway.streams", "open streams of answers", null),
  LAG("oracle.gateway.lag", "answers between the gateway and the end of the topic", null);

  private final String meterName;
  private final String description;
  private final @Nullable String tag;

  GatewayMeter(String meterName, String description, @Nullable String tag) {
    this.meterName = meterName;
    this.description = description;
    this.tag = tag;
  }

  public String meterName() {
    return meterName;
  }

  String description() {
    return description;
  }

  /** Key of its tag, if it has one. */
  String tag() {
    if (tag == null) {
      throw new IllegalStateException(meterName + " has no tag");
    }
    return tag;
  }
}
