package io.projectoracle.chaos.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** How long partitions went without an answer while there was one to come. */
final class Gaps {
  private final Map<Integer, List<Event>> byPartition = new HashMap<>();

  /**
   * The gaps of some partitions.
   *
   * @param partition which of them a query concerns
   */
  static Gaps of(Accounts accounts, ToIntFunction<Accounts.Account> partition) {
    Gaps gaps = new Gaps();
    for (Accounts.Account account : accounts.all()) {
      List<Event> events =
          gaps.byPartition.computeIfAbsent(
              partition.applyAsInt(account), absent -> new ArrayList<>());
      events.add(new Event(account.query().acceptedMillis(), 1));
      account.answers().stream()
          .mapToLong(answer -> answer.readMillis())
          .min()
          .ifPresent(read -> events.add(new Event(read, -1)));
    }
    return gaps;
  }

  /** The longest of them, in milliseconds. */
  long longest(long endedMillis) {
    return byPartition.values().stream()
        .mapToLong(each -> longest(each, endedMillis))
        .max()
        .orElse(0);
  }

  private static long longest(List<Event> events, long endedMillis) {
    List<Event> inOrder =
        events.stream()
            .sorted(Comparator.comparingLong(Event::millis).thenComparing(Event::change))
            .toList();
    int open = 0;
    long since = 0;
    long longest = 0;
    for (Event event : inOrder) {
      if (event.change() < 0) {
        longest = Math.max(longest, event.millis() - since);
      }
      if (open == 0 || event.change() < 0) {
        since = event.millis();
      }
      open += event.change();
    }
    return open > 0 ? Math.max(longest, endedMillis - since) : longest;
  }

  /**
   * @param change of the number of queries that wait
   */
  private record Event(long millis, int change) {}
}
