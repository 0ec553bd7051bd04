package io.projectoracle.cli.local;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Status;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come: for its progress, its exit code and its end. The figures of a run come
 * from the aggregator. Thread-safe.
 */
final class Tally {
  /** Queries in flight before the first answer; with the default limits a worker calls with ten. */
  static final int FIRST_WINDOW = 16;

  private long submitted;
  private long answered;
  private long notAnswered;
  private long broken;
  private long firstSubmitNanos;
  private long firstAnswerNanos;
  private long lastAnswerNanos;
  private @Nullable Throwable failure;

  synchronized void submitted(long nowNanos) {
    if (submitted == 0) {
      firstSubmitNanos = nowNanos;
    }
    submitted++;
  }

  synchronized void ended(@Nullable Answer answer, long nowNanos) {
    if (answered + notAnswered == 0) {
      firstAnswerNanos = nowNanos;
    }
    lastAnswerNanos = nowNanos;
    if (answer != null && answer.status() == Status.ANSWERED) {
      answered++;
    } else {
      notAnswered++;
    }
    notifyAll();
  }

  /**
   * Waits until one more query may be in flight: {@value #FIRST_WINDOW}, and another one for each
   * that has ended. So a file does not come all at once over an installation that is still warming
   * up, and questions asked again later find their answers in the cache; the window doubles with
   * each round trip, so that a long file is hardly slowed down.
   */
  synchronized void awaitRoom() throws InterruptedException {
    while (submitted - ended() >= FIRST_WINDOW + ended() && failure == null) {
      wait();
    }
    requireNoFailure();
  }

  /** A query that was not published after all. */
  synchronized void withdrawn() {
    submitted--;
  }

  private synchronized long ended() {
    return answered + notAnswered;
  }

  synchronized void broken() {
    broken++;
  }

  /** Remembers the first thing that makes it pointless to go on. */
  synchronized void fail(Throwable reason) {
    if (failure == null) {
      failure = reason;
    }
    notifyAll();
  }

  private synchronized void requireNoFailure() {
    if (failure != null) {
      throw new IllegalStateException(String.valueOf(failure.getMessage()), failure);
    }
  }

  /** Waits until every query submitted so far has ended. */
  synchronized void awaitEnd() throws InterruptedException {
    while (submitted > answered + notAnswered && failure == null) {
      wait();
    }
    requireNoFailure();
  }

  synchronized Count now() {
    return new Count(
        submitted,
        answered,
        notAnswered,
        broken,
        firstSubmitNanos,
        firstAnswerNanos,
        lastAnswerNanos);
  }

  /** A moment of the tally; the times mean something only once there is something to time. */
  record Count(
      long submitted,
      long answered,
      long notAnswered,
      long broken,
      long firstSubmitNanos,
      long firstAnswerNanos,
      long lastAnswerNanos) {
    long ended() {
      return answered + notAnswered;
    }

    boolean isComplete() {
      return notAnswered == 0 && broken == 0;
    }

    /** Answers per second, from the first query to the last answer. */
    double perSecond() {
      return ended() == 0 ? 0 : ended() * 1e9 / Math.max(1, lastAnswerNanos - firstSubmitNanos);
    }
  }
}
