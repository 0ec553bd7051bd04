package io.projectoracle.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which faults come when: kills at a fixed pace, and halfway between two of them one of the others
 * in turn.
 */
public final class FaultPlan {
  private FaultPlan() {}

  /**
   * The faults of a run, in order.
   *
   * @param kinds those that may come
   * @param pace time between two kills, and between two of the others
   * @param duration when the faults end
   */
  public static List<PlannedFault> of(Set<FaultKind> kinds, Duration pace, Duration duration) {
    List<FaultKind> others = new ArrayList<>(EnumSet.allOf(FaultKind.class));
    others.removeIf(kind -> kind == FaultKind.KILL || !kinds.contains(kind));
    List<PlannedFault> plan = new ArrayList<>();
    for (int n = 1; at(n, pace).compareTo(duration) < 0; n++) {
      if (n % 2 == 0 && kinds.contains(FaultKind.KILL)) {
        plan.add(new PlannedFault(at(n, pace), FaultKind.KILL));
      } else if (n % 2 == 1 && !others.isEmpty()) {
        plan.add(new PlannedFault(at(n, pace), others.get(n / 2 % others.size())));
      }
    }
    return List.copyOf(plan);
  }

  private static Duration at(int halves, Duration pace) {
    return pace.multipliedBy(halves).dividedBy(2);
  }

  /**
   * A fault to come.
   *
   * @param at time since the beginning
   */
  public record PlannedFault(Duration at, FaultKind kind) {}
}
