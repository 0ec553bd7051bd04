package io.projectoracle.chaos.check;

import io.projectoracle.chaos.history.AnswerLine;
import io.projectoracle.chaos.history.CallLine;
import io.projectoracle.chaos.history.History;
import io.projectoracle.chaos.history.UsageLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The calls that the model served. Each either stands in the usage event of an answer, or was made
 * in vain and needs an excuse.
 */
final class Calls {
  private final Accounts accounts;
  private final Excuses excuses;
  private final long endedMillis;

  /** By call id: the events of answers in which the call stands. */
  private final Map<String, List<UsageLine.Attempt>> settled = new HashMap<>();

  /** By query id: how many calls were made for it. */
  private final Map<String, Integer> made = new HashMap<>();

  /** Queries whose answer a successful call stands in. */
  private final Set<String> paid = new HashSet<>();

  private final Map<String, Integer> excused = new TreeMap<>();
  private final List<String> unexplainedRepeats = new ArrayList<>();
  private final List<String> unexplainedCalls = new ArrayList<>();
  private final List<String> settledTwice = new ArrayList<>();

  private Calls(History history, Accounts accounts) {
    this.accounts = accounts;
    this.excuses = new Excuses(history);
    this.endedMillis = history.run().endedMillis();
  }

  static Calls of(History history, Accounts accounts) {
    Calls calls = new Calls(history, accounts);
    for (UsageLine event : history.usage()) {
      if (event.type().equals(UsageLine.ANSWER)) {
        event.attempts().forEach(calls::settle);
      }
    }
    history.calls().forEach(call -> calls.made.merge(call.queryId(), 1, Integer::sum));
    history.calls().forEach(calls::judge);
    return calls;
  }

  /** Calls beyond the first of their query. */
  int repeated() {
    return made.values().stream().mapToInt(count -> count - 1).sum();
  }

  /** Calls in vain by their excuse. */
  Map<String, Integer> excused() {
    return excused;
  }

  List<String> unexplainedRepeats() {
    return unexplainedRepeats;
  }

  /** Calls without excuse in vain for queries that were called for only once. */
  List<String> unexplainedCalls() {
    return unexplainedCalls;
  }

  /** Calls that stand in more than one answer's event. */
  List<String> settledTwice() {
    return settledTwice;
  }

  private void settle(UsageLine.Attempt attempt) {
    List<UsageLine.Attempt> events =
        settled.computeIfAbsent(attempt.callId(), absent -> new ArrayList<>(1));
    events.add(attempt);
    if (events.size() == 2) {
      settledTwice.add("call " + attempt.callId());
    }
  }

  private void judge(CallLine call) {
    List<UsageLine.Attempt> events = settled.getOrDefault(call.callId(), List.of());
    if (events.isEmpty()) {
      judgeInVain(call);
    } else if (events.get(0).failure() == null && !paid.add(call.queryId())) {
      // Each of the two was good enough for an answer.
      unexplainedRepeats.add(text(call));
    }
  }

  private void judgeInVain(CallLine call) {
    Accounts.Account account = accounts.ofQuery(call.queryId());
    AnswerLine answer = account == null ? null : account.answer();
    excuses
        .of(call, answer == null ? endedMillis : answer.writtenMillis())
        .ifPresentOrElse(
            cause -> excused.merge(cause.label(), 1, Integer::sum),
            () ->
                (made.getOrDefault(call.queryId(), 0) > 1 ? unexplainedRepeats : unexplainedCalls)
                    .add(text(call)));
  }

  private static String text(CallLine call) {
    return "call " + call.callId() + " of " + call.worker() + " for " + call.queryId();
  }
}
