package io.projectoracle.cli.letters;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which failures are meant: those to which everything applies that is given.
 *
 * @param positions positions of the queries' records; empty: any
 * @param ids ids of queries; empty: any
 * @param kinds kinds of failure; empty: any
 * @param reason text within the reason, in whatever case
 * @param agent the agent asked for
 * @param since failed then or later
 * @param until failed before
 * @param limit the most that are taken, the oldest first; at least 1
 */
public record Selection(
    Set<String> positions,
    Set<String> ids,
    Set<String> kinds,
    @Nullable String reason,
    @Nullable String agent,
    @Nullable Instant since,
    @Nullable Instant until,
    int limit) {

  /** Everything. */
  public static final Selection ALL =
      new Selection(Set.of(), Set.of(), Set.of(), null, null, null, null, Integer.MAX_VALUE);

  public Selection {
    positions = Set.copyOf(positions);
    ids = Set.copyOf(ids);
    kinds = Set.copyOf(kinds);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1: " + limit);
    }
  }

  /** One failure, by the position of its query. */
  public static Selection ofPosition(String position) {
    return new Selection(
        Set.of(position), Set.of(), Set.of(), null, null, null, null, Integer.MAX_VALUE);
  }

  /** Those of one query. */
  public static Selection ofId(String id) {
    return new Selection(Set.of(), Set.of(id), Set.of(), null, null, null, null, Integer.MAX_VALUE);
  }

  /** Whether nothing is asked of a failure. */
  public boolean isEverything() {
    return positions.isEmpty()
        && ids.isEmpty()
        && kinds.isEmpty()
        && reason == null
        && agent == null
        && since == null
        && until == null;
  }

  /** Positions and ids that were named and are of none of these; none if they were cut short. */
  public List<String> absentFrom(List<? extends Redrivable> found) {
    if (found.size() == limit) {
      return List.of();
    }
    Set<String> absent = new TreeSet<>(positions);
    absent.addAll(ids);
    for (Redrivable each : found) {
      absent.remove(each.failure().position());
      if (each.failure().queryId() != null) {
        absent.remove(each.failure().queryId());
      }
    }
    return List.copyOf(absent);
  }

  boolean matches(Failure failure) {
    return isAmong(positions, failure.position())
        && isAmong(ids, failure.queryId())
        && isAmong(kinds, failure.kind())
        && (agent == null || agent.equals(failure.agent()))
        && (reason == null || lower(failure.reason()).contains(lower(reason)))
        && (since == null || !failure.at().isBefore(since))
        && (until == null || failure.at().isBefore(until));
  }

  private static boolean isAmong(Set<String> wanted, @Nullable String value) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
