package io.projectoracle.simulator.fault;

/**
 * A fault for chosen prompts.
 *
 * @param promptContains text the last user message contains; empty matches every call
 * @param fault what happens to them
 * @param times how many of the first matching calls get it; {@link #UNLIMITED} for all
 */
public record FaultRule(String promptContains, Fault fault, int times) {

  /** Every matching call, for ever. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Checks the bounds. */
  public FaultRule {
    if (times < 1) {
      throw new IllegalArgumentException("fault rule times must be at least 1: " + times);
    }
  }

  /** A rule without an end. */
  public static FaultRule always(String promptContains, Fault fault) {
    return new FaultRule(promptContains, fault, UNLIMITED);
  }
}
