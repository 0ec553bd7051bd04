package io.projectoracle.chaos.check;

import io.projectoracle.chaos.history.AnswerLine;
import io.projectoracle.chaos.history.History;
import io.projectoracle.chaos.history.QueryLine;
import io.projectoracle.chaos.history.UsageLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of each accepted query: its answers and its usage events. */
final class Accounts {
  private final Map<Position, Account> byPosition = new HashMap<>();
  private final Map<String, Account> byQueryId = new HashMap<>();
  private final List<String> strays = new ArrayList<>();

  static Accounts of(History history) {
    Accounts accounts = new Accounts();
    history.queries().forEach(accounts::open);
    history.answers().forEach(accounts::enter);
    history.usage().forEach(accounts::enter);
    return accounts;
  }

  Iterable<Account> all() {
    return byPosition.values();
  }

  @Nullable Account ofQuery(String id) {
    return byQueryId.get(id);
  }

  /** Answers and usage events of records that were never accepted. */
  List<String> strays() {
    return strays;
  }

  private void open(QueryLine query) {
    Account account = new Account(query);
    byPosition.put(new Position(query.partition(), query.offset()), account);
    byQueryId.put(query.id(), account);
  }

  private void enter(AnswerLine answer) {
    Account account = byPosition.get(new Position(answer.partition(), answer.offset()));
    if (account != null && account.query.id().equals(answer.queryId())) {
      account.answers.add(answer);
    } else {
      strays.add("answer to " + answer.queryId());
    }
  }

  private void enter(UsageLine usage) {
    Account account = byPosition.get(new Position(usage.partition(), usage.offset()));
    if (account == null || !account.query.id().equals(usage.queryId())) {
      strays.add("usage event of " + usage.queryId());
    } else if (usage.type().equals(UsageLine.ANSWER)) {
      account.usage.add(usage);
    }
  }

  /** One accepted query. */
  static final class Account {
    private final QueryLine query;
    private final List<AnswerLine> answers = new ArrayList<>(1);
    private final List<UsageLine> usage = new ArrayList<>(1);

    private Account(QueryLine query) {
      this.query = query;
    }

    QueryLine query() {
      return query;
    }

    List<AnswerLine> answers() {
      return answers;
    }

    /** The answer that was written first; null if there is none. */
    @Nullable AnswerLine answer() {
      return answers.stream()
          .min((one, other) -> Long.compare(one.writtenMillis(), other.writtenMillis()))
          .orElse(null);
    }

    boolean isLost() {
      return answers.isEmpty();
    }

    int duplicates() {
      return Math.max(0, answers.size() - 1);
    }

    /** Whether there is one usage event for each answer, and it tells of as many calls. */
    boolean balances() {
      return answers.size() == usage.size()
          && answers.stream().mapToInt(AnswerLine::attempts).sum()
              == usage.stream().mapToInt(each -> each.attempts().size()).sum();
    }
  }
}
