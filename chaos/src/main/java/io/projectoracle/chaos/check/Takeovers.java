package io.projectoracle.chaos.check;

import io.projectoracle.chaos.history.AnswerLine;
import io.projectoracle.chaos.history.FaultLine;
import io.projectoracle.chaos.history.FaultLine.Kind;
import io.projectoracle.chaos.history.History;
import io.projectoracle.chaos.history.OwnerLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long it took after each kill until others answered from the partitions of the dead worker,
 * not counting the time the model took for that first answer. Where the heir of a partition was
 * disturbed in turn, or the broker was, nothing can be said.
 */
final class Takeovers {
  /** What others may take beyond the session: to hear of it, and to begin. */
  private static final long ALLOWANCE_MILLIS = 2_000;

  private final History history;
  private final Map<Integer, List<Accounts.Account>> byPartition = new HashMap<>();
  private final List<String> late = new ArrayList<>();
  private int judged;
  private long longest;

  private Takeovers(History history, Accounts accounts) {
    this.history = history;
    accounts
        .all()
        .forEach(
            account ->
                byPartition
                    .computeIfAbsent(account.query().partition(), absent -> new ArrayList<>())
                    .add(account));
  }

  static Takeovers of(History history, Accounts accounts) {
    Takeovers takeovers = new Takeovers(history, accounts);
    for (FaultLine fault : history.faults()) {
      if (fault.kind() == Kind.KILL) {
        takeovers
            .owned(String.valueOf(fault.worker()), fault.fromMillis())
            .forEach(partition -> takeovers.judge(fault, partition));
      }
    }
    return takeovers;
  }

  /** Takeovers of a partition that could be judged. */
  int judged() {
    return judged;
  }

  long longestMillis() {
    return longest;
  }

  List<String> late() {
    return late;
  }

  private void judge(FaultLine kill, int partition) {
    List<Accounts.Account> waiting =
        byPartition.getOrDefault(partition, List.of()).stream()
            .filter(account -> writtenMillis(account) > kill.toMillis())
            .toList();
    Optional<AnswerLine> first =
        waiting.stream()
            .flatMap(account -> Optional.ofNullable(account.answer()).stream())
            .min(Comparator.comparingLong(AnswerLine::readMillis));
    if (first.isEmpty() || isDisturbed(kill, partition, first.get().readMillis())) {
      return; // What is never answered is lost, which is worse than late.
    }
    long since =
        waiting.stream()
            .mapToLong(account -> Math.max(kill.fromMillis(), account.query().acceptedMillis()))
            .min()
            .orElse(kill.fromMillis());
    long took = first.get().readMillis() - since - first.get().modelMillis();
    judged++;
    longest = Math.max(longest, took);
    if (took > history.run().sessionMillis() + ALLOWANCE_MILLIS) {
      late.add("partition " + partition + " of " + kill.worker() + " after " + took / 1e3 + " s");
    }
  }

  private static long writtenMillis(Accounts.Account account) {
    AnswerLine answer = account.answer();
    return answer == null ? Long.MAX_VALUE : answer.writtenMillis();
  }

  private boolean isDisturbed(FaultLine kill, int partition, long untilMillis) {
    return history.faults().stream()
        .filter(fault -> !fault.equals(kill) && fault.kind() != Kind.START)
        .filter(fault -> fault.fromMillis() <= untilMillis && fault.toMillis() >= kill.fromMillis())
        .anyMatch(
            fault ->
                fault.worker() == null
                    || isHeir(fault.worker(), partition, kill.fromMillis(), untilMillis));
  }

  /** Whether the partition was, or was to be, the worker's at some time in between. */
  private boolean isHeir(String worker, int partition, long fromMillis, long untilMillis) {
    OwnerLine before = null;
    for (OwnerLine line : history.owners()) {
      if (!line.worker().equals(worker) || line.atMillis() > untilMillis) {
        continue;
      }
      if (line.atMillis() < fromMillis) {
        before = line;
      } else if (concerns(line, partition)) {
        return true;
      }
    }
    return before != null && concerns(before, partition);
  }

  private static boolean concerns(OwnerLine line, int partition) {
    return line.partitions().contains(partition) || line.heirTo().contains(partition);
  }

  private List<Integer> owned(String worker, long atMillis) {
    List<Integer> owned = List.of();
    for (OwnerLine line : history.owners()) {
      if (line.worker().equals(worker) && line.atMillis() <= atMillis) {
        owned = line.partitions();
      }
    }
    return owned;
  }
}
