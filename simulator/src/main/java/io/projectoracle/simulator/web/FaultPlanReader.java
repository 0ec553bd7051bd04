package io.projectoracle.simulator.web;

import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.fault.FaultRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a fault plan: {@code {"rates": {"hang": 0.01}, "rules": [{"prompt_contains": "x", "fault":
 * "cut", "times": 2}]}}. Both parts may be absent, and {@code times} for a rule without an end.
 */
final class FaultPlanReader {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private FaultPlanReader() {}

  /**
   * Reads a plan.
   *
   * @throws IllegalArgumentException if it is not one, naming the field
   */
  static FaultPlan read(byte[] body) {
    JsonNode plan;
    try {
      plan = MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("fault plan must be JSON", e);
    }
    requireFields(plan, "fault plan", Set.of("rates", "rules"));
    return new FaultPlan(rates(plan.path("rates")), rules(plan.path("rules")));
  }

  private static Map<Fault, Double> rates(JsonNode rates) {
    var read = new EnumMap<Fault, Double>(Fault.class);
    for (Map.Entry<String, JsonNode> rate : rates.properties()) {
      if (!rate.getValue().isNumber()) {
        throw new IllegalArgumentException("fault rate must be a number: " + rate.getKey());
      }
      read.put(Fault.of(rate.getKey()), rate.getValue().doubleValue());
    }
    return read;
  }

  private static List<FaultRule> rules(JsonNode rules) {
    if (!rules.isArray() && !rules.isMissingNode()) {
      throw new IllegalArgumentException("fault rules must be an array");
    }
    var read = new ArrayList<FaultRule>();
    for (JsonNode rule : rules) {
      // What GET shows may be put back, hence "remaining".
      requireFields(rule, "fault rule", Set.of("prompt_contains", "fault", "times", "remaining"));
      read.add(
          new FaultRule(
              rule.path("prompt_contains").asString(""),
              Fault.of(rule.path("fault").asString("")),
              times(rule.path("times"))));
    }
    return read;
  }

  private static int times(JsonNode times) {
    if (times.isMissingNode() || times.isNull()) {
      return FaultRule.UNLIMITED;
    }
    if (!times.isInt()) {
      throw new IllegalArgumentException("fault rule times must be a whole number: " + times);
    }
    return times.intValue();
  }

  private static void requireFields(JsonNode node, String what, Set<String> known) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(what + " must be a JSON object");
    }
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(what + " has an unknown field: " + name);
      }
    }
  }
}
