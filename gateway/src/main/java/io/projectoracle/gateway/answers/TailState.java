package io.projectoracle.gateway.answers;

import java.util.Optional;

/**
 * How the tail is.
 *
 * @param partitions partitions it follows; 0 before it does
 * @param caughtUp whether it has read what was there a few seconds ago
 * @param lag records between it and the end, when the brokers were last asked
 * @param trouble why it cannot follow at present
 */
public record TailState(int partitions, boolean caughtUp, long lag, Optional<String> trouble) {
  static final TailState STARTING = new TailState(0, false, 0, Optional.of("starting"));

  /** Whether it follows, or will go on where it was. */
  public boolean hasStarted() {
    return partitions > 0;
  }

  /** Whether the brokers answered when last asked. */
  public boolean inContact() {
    return trouble.isEmpty();
  }

  /** Whether a search of the log is needed only for what is old. */
  public boolean isReady() {
    return hasStarted() && caughtUp && inContact();
  }
}
