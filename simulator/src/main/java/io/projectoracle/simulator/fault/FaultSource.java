package io.projectoracle.simulator.fault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Decides the fault of each call by the plan in force. Thread-safe, never blocks; a call sees
 * either the plan before a change or the one after it.
 */
public final class FaultSource {

  private final RandomGenerator random;
  private volatile Active active;

  /**
   * Starts with a plan.
   *
   * @param random thread-safe; gives one number for each call that rates are drawn for
   */
  public FaultSource(FaultPlan plan, RandomGenerator random) {
    this.random = random;
    this.active = Active.of(plan);
  }

  /** Replaces the plan; rules start to count anew. */
  public void plan(FaultPlan plan) {
    active = Active.of(plan);
  }

  /** The plan in force, with how often each rule may still be applied. */
  public State state() {
    Active now = active;
    return new State(now.plan, now.rules.stream().map(CountedRule::remaining).toList());
  }

  /** The fault of the next call, empty if it is to be served well. */
  public Optional<Fault> next(String lastUserMessage) {
    Active now = active;
    for (CountedRule rule : now.rules) {
      if (rule.takes(lastUserMessage)) {
        return Optional.of(rule.rule.fault());
      }
    }
    return now.plan.rates().isEmpty() ? Optional.empty() : draw(now.plan.rates());
  }

  private Optional<Fault> draw(Map<Fault, Double> rates) {
    double left = random.nextDouble();
    for (var entry : rates.entrySet()) {
      left -= entry.getValue();
      if (left < 0) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  /**
   * What {@link #state()} saw.
   *
   * @param plan the plan in force
   * @param remaining applications left, one per rule of the plan; {@link FaultRule#UNLIMITED} stays
   */
  public record State(FaultPlan plan, List<Integer> remaining) {
    /** Copies. */
    public State {
      remaining = List.copyOf(remaining);
    }
  }

  private record Active(FaultPlan plan, List<CountedRule> rules) {
    static Active of(FaultPlan plan) {
      return new Active(plan, plan.rules().stream().map(CountedRule::new).toList());
    }
  }

  private static final class CountedRule {
    private final FaultRule rule;
    private final AtomicInteger left;

    CountedRule(FaultRule rule) {
      this.rule = rule;
      this.left = new AtomicInteger(rule.times());
    }

    int remaining() {
      return left.get();
    }

    boolean takes(String message) {
      if (left.get() == 0 || !message.contains(rule.promptContains())) {
        return false;
      }
      return rule.times() == FaultRule.UNLIMITED
          || left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }
  }
}
