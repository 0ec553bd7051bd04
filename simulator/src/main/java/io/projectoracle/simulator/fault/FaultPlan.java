package io.projectoracle.simulator.fault;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The faults to apply. Rules are asked first, in order; a call no rule takes is drawn against the
 * rates.
 *
 * @param rates share of calls per fault, each in 0..1, together at most 1
 * @param rules faults for chosen prompts
 */
public record FaultPlan(Map<Fault, Double> rates, List<FaultRule> rules) {

  /** The accepted form of rates, for messages and help texts. */
  public static final String FORM = "none or FAULT=RATE,... such as server_error=0.02,hang=0.001";

  private static final FaultPlan NONE = new FaultPlan(Map.of(), List.of());

  /** Checks the rates and copies. */
  public FaultPlan {
    var copy = new EnumMap<Fault, Double>(Fault.class);
    copy.putAll(rates);
    copy.forEach(FaultPlan::requireShare);
    double sum = copy.values().stream().mapToDouble(Double::doubleValue).sum();
    // A hair above 1 is rounding in the sum, not a contradiction.
    if (sum > 1 + 1e-9) {
      throw new IllegalArgumentException("fault rates must not exceed 1 together: " + sum);
    }
    rates = Collections.unmodifiableMap(copy);
    rules = List.copyOf(rules);
  }

  /** No faults. */
  public static FaultPlan none() {
    return NONE;
  }

  /** Rules only. */
  public static FaultPlan of(FaultRule... rules) {
    return new FaultPlan(Map.of(), List.of(rules));
  }

  /**
   * Reads rates such as {@code server_error=0.02,hang=0.001}.
   *
   * @throws IllegalArgumentException if a fault is unknown or named twice, or a rate is not a share
   */
  public static FaultPlan parseRates(String text) {
    String form = text.strip();
    if (form.equals("none")) {
      return NONE;
    }
    var rates = new EnumMap<Fault, Double>(Fault.class);
    for (String part : form.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("faults must be " + FORM + ": '" + text + "'");
      }
      Fault fault = Fault.of(part.substring(0, equals).strip());
      if (rates.put(fault, rate(part.substring(equals + 1), text)) != null) {
        throw new IllegalArgumentException("fault is named twice: " + fault.code());
      }
    }
    return new FaultPlan(rates, List.of());
  }

  private static double rate(String number, String text) {
    try {
      return Double.parseDouble(number.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("faults must be " + FORM + ": '" + text + "'", e);
    }
  }

  private static void requireShare(Fault fault, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "fault rate of " + fault.code() + " must be between 0 and 1: " + rate);
    }
  }
}
