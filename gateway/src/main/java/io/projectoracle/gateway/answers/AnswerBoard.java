package io.projectoracle.gateway.answers;

/** Where the tail puts answers up for those who ask. Thread-safe. */
public final class AnswerBoard {
  private final RecentAnswers recent;
  private final KnownQueries known;
  private final Waiters waiters;

  /**
   * A board.
   *
   * @param maxBytes answers kept
   * @param maxWaiting requests that may wait at a time
   */
  public AnswerBoard(KnownQueries known, long maxBytes, int maxWaiting) {
    this.recent = new RecentAnswers(maxBytes);
    this.known = known;
    this.waiters = new Waiters(maxWaiting);
  }

  /** Requests that wait at present. */
  public int waiting() {
    return waiters.size();
  }

  /** Ends all waiting, since the gateway stops. */
  public void releaseWaiting() {
    waiters.releaseAll();
  }

  void post(PublishedAnswer answer) {
    QueryName name = answer.name();
    if (name != null) {
      // In this order: whoever finds the query not pending any more finds the answer, here or in
      // the log; whoever found neither was waiting before.
      recent.add(name, answer);
      known.answered(name);
      waiters.complete(name, new Finding.Answered(answer));
    }
  }

  RecentAnswers recent() {
    return recent;
  }

  KnownQueries known() {
    return known;
  }

  Waiters waiters() {
    return waiters;
  }
}
