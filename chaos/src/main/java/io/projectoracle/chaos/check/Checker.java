package io.projectoracle.chaos.check;

import io.projectoracle.chaos.history.FaultLine.Kind;
import io.projectoracle.chaos.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Judges a history. */
public final class Checker {
  private final History history;
  private final Accounts accounts;
  private final Calls calls;
  private final Takeovers takeovers;
  private final List<String> problems = new ArrayList<>();

  private Checker(History history) {
    this.history = history;
    this.accounts = Accounts.of(history);
    this.calls = Calls.of(history, accounts);
    this.takeovers = Takeovers.of(history, accounts);
  }

  /** What is to be said of a history. */
  public static Report check(History history) {
    return new Checker(history).report();
  }

  private Report report() {
    List<Accounts.Account> lost = which(Accounts.Account::isLost);
    List<Accounts.Account> doubled = which(account -> account.duplicates() > 0);
    List<Accounts.Account> unbalanced = which(account -> !account.balances());
    int notAnswered =
        (int) history.answers().stream().filter(each -> !each.status().equals("answered")).count();
    complain(lost, "accepted queries have no answer", Checker::text);
    complain(doubled, "queries have more than one answer", Checker::text);
    complain(unbalanced, "queries' usage does not match their answers", Checker::text);
    complain(calls.settledTwice(), "calls are accounted for twice", text -> text);
    complain(calls.unexplainedRepeats(), "repeated calls have no excuse", text -> text);
    complain(calls.unexplainedCalls(), "calls in vain have no excuse", text -> text);
    complain(accounts.strays(), "records belong to no accepted query", text -> text);
    complain(takeovers.late(), "partitions were taken over too late", text -> text);
    count(notAnswered, "answers hold no answer");
    count(faults(Kind.CRASH), "workers ended by themselves");
    count(faults(Kind.STUCK), "workers did not end when they were told to");
    if (history.queries().isEmpty()) {
      problems.add("no query was accepted");
    }
    long ended = history.run().endedMillis();
    return new Report(
        history.queries().size(),
        history.answers().size(),
        lost.size(),
        doubled.stream().mapToInt(Accounts.Account::duplicates).sum(),
        accounts.strays().size(),
        notAnswered,
        unbalanced.size() + calls.settledTwice().size(),
        history.calls().size(),
        calls.repeated(),
        calls.excused(),
        calls.unexplainedRepeats().size(),
        calls.unexplainedCalls().size(),
        faults(Kind.KILL),
        faults(Kind.PAUSE),
        faults(Kind.BROKER_KILL),
        faults(Kind.STOP),
        faults(Kind.CRASH) + faults(Kind.STUCK),
        Gaps.of(accounts, account -> account.query().partition()).longest(ended) / 1e3,
        Gaps.of(accounts, account -> account.query().replyPartition()).longest(ended) / 1e3,
        takeovers.judged(),
        takeovers.longestMillis() / 1e3,
        takeovers.late().size(),
        Losses.unexplained(history).size(),
        history.run().equalShare(),
        history.run().seed(),
        problems,
        problems.isEmpty() ? Report.PASS : Report.FAIL);
  }

  private List<Accounts.Account> which(Predicate<Accounts.Account> condition) {
    return StreamSupport.stream(accounts.all().spliterator(), false).filter(condition).toList();
  }

  private int faults(Kind kind) {
    return (int) history.faults().stream().filter(fault -> fault.kind() == kind).count();
  }

  private <T> void complain(List<T> found, String what, Function<T, String> text) {
    if (!found.isEmpty()) {
      problems.add(found.size() + " " + what + ", such as " + text.apply(found.get(0)));
    }
  }

  private void count(int found, String what) {
    if (found > 0) {
      problems.add(found + " " + what);
    }
  }

  private static String text(Accounts.Account account) {
    return account.query().id()
        + " at "
        + account.query().partition()
        + "-"
        + account.query().offset();
  }
}
