package io.projectoracle.chaos.check;

import io.projectoracle.chaos.history.FaultLine;
import io.projectoracle.chaos.history.FaultLine.Kind;
import io.projectoracle.chaos.history.History;
import io.projectoracle.chaos.history.OwnerLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Workers that the group took for dead although nothing was done to them: their machine was too
 * busy for their session. They excuse nothing.
 */
final class Losses {
  private Losses() {}

  /** Each such worker and time, in words. */
  static List<String> unexplained(History history) {
    List<String> losses = new ArrayList<>();
    Map<String, OwnerLine> before = new HashMap<>();
    for (OwnerLine line : history.owners()) {
      OwnerLine last = before.put(line.worker(), line);
      if (last != null
          && !last.partitions().isEmpty()
          && line.partitions().isEmpty()
          && line.heirTo().isEmpty()
          && history.faults().stream().noneMatch(fault -> explains(fault, line, history))) {
        losses.add(line.worker() + " at " + line.atMillis());
      }
    }
    return losses;
  }

  /** Its own end or pause, or the broker's absence, up to two sessions before. */
  private static boolean explains(FaultLine fault, OwnerLine line, History history) {
    boolean concerns =
        fault.kind() == Kind.BROKER_KILL
            || (fault.kind() != Kind.START && line.worker().equals(fault.worker()));
    return concerns
        && fault.fromMillis() <= line.atMillis()
        && fault.toMillis() + 2 * history.run().sessionMillis() >= line.atMillis();
  }
}
