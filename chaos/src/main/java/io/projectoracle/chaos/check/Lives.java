package io.projectoracle.chaos.check;

import io.projectoracle.chaos.history.FaultLine;
import io.projectoracle.chaos.history.FaultLine.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The worker processes, each from its start to its end; several may have had the same name. */
final class Lives {
  private static final Set<Kind> ENDS = EnumSet.of(Kind.KILL, Kind.STOP, Kind.CRASH);

  private final Map<String, List<Life>> byName = new HashMap<>();

  static Lives of(List<FaultLine> faults) {
    Lives lives = new Lives();
    faults.stream()
        .filter(fault -> fault.kind() == Kind.START)
        .sorted(Comparator.comparingLong(FaultLine::fromMillis))
        .forEach(start -> lives.add(start, faults));
    return lives;
  }

  private void add(FaultLine start, List<FaultLine> faults) {
    String name = String.valueOf(start.worker());
    FaultLine end =
        faults.stream()
            .filter(fault -> ENDS.contains(fault.kind()) && name.equals(fault.worker()))
            .filter(fault -> fault.fromMillis() >= start.fromMillis())
            .min(Comparator.comparingLong(FaultLine::fromMillis))
            .orElse(null);
    byName.computeIfAbsent(name, absent -> new ArrayList<>()).add(new Life(start, end));
  }

  /** The process of that name that made a call at that time; null if none is known. */
  @Nullable Life at(String worker, long millis) {
    Life found = null;
    for (Life life : byName.getOrDefault(worker, List.of())) {
      if (found == null || life.couldCallMillis() <= millis) {
        found = life;
      }
    }
    return found;
  }

  /**
   * A worker process.
   *
   * @param end how it ended; null if it did not
   */
  record Life(FaultLine start, @Nullable FaultLine end) {
    /**
     * From when on a call of that name was made by this process, and not by the one before: none
     * calls in the first half of its way to being ready, and no call of the other arrives so late.
     */
    long couldCallMillis() {
      return start.fromMillis() + (start.toMillis() - start.fromMillis()) / 2;
    }
  }
}
