package io.projectoracle.gateway.answers;

import io.projectoracle.gateway.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells what became of a query, and waits for it if asked to. Thread-safe; never blocks.
 *
 * <p>Nothing falls between the log and the tail. Who waits is entered before anything is looked at;
 * a query is entered as sought before the log is searched; the search ends at the end of the
 * partition at a later moment, which the tail had not passed before. So an answer is either before
 * that end and found, or behind it and then the tail meets it with everybody entered.
 */
public final class AnswerFinder {
  private final AnswerBoard board;
  private final LookUps lookUps;
  private final IdWindow window;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  public AnswerFinder(
      AnswerBoard board,
      LookUps lookUps,
      IdWindow window,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.board = board;
    this.lookUps = lookUps;
    this.window = window;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * What is known of a query.
   *
   * @param wait how long to wait for the answer of a pending query; zero not to
   * @return fails with {@link RefusedException} if it cannot be said at present
   */
  public CompletableFuture<Finding> find(QueryName name, Duration wait) {
    if (window.isOfTheFuture(name, clock.instant())) {
      return CompletableFuture.completedFuture(new Finding.Unknown());
    }
    return wait.isZero() ? look(name) : lookAndWait(name, Deadline.in(wait, nanoTime));
  }

  private CompletableFuture<Finding> lookAndWait(QueryName name, Deadline deadline) {
    CompletableFuture<Finding> waiter;
    try {
      waiter = board.waiters().add(name);
    } catch (RefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
    var unused = waiter.whenComplete((finding, failure) -> board.waiters().remove(name, waiter));
    tell(waiter, look(name), deadline);
    return waiter;
  }

  /** What the log says is the last word only if it is not that the query is pending. */
  private static void tell(
      CompletableFuture<Finding> waiter, CompletableFuture<Finding> look, Deadline deadline) {
    var unused =
        look.whenComplete(
            (finding, failure) -> {
              if (failure != null) {
                waiter.completeExceptionally(failure);
              } else if (finding instanceof Finding.Pending) {
                waiter.completeOnTimeout(
                    finding, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
              } else {
                waiter.complete(finding);
              }
            });
  }

  private CompletableFuture<Finding> look(QueryName name) {
    PublishedAnswer recent = board.recent().get(name);
    if (recent != null) {
      return CompletableFuture.completedFuture(new Finding.Answered(recent));
    }
    if (board.known().isPending(name)) {
      return CompletableFuture.completedFuture(new Finding.Pending());
    }
    board.known().sought(name);
    return lookUps.find(name).thenApply(finding -> settle(name, finding));
  }

  private Finding settle(QueryName name, Finding finding) {
    if (finding instanceof Finding.Answered answered) {
      board.recent().add(name, answered.answer());
      board.known().answered(name);
      return finding;
    }
    PublishedAnswer meanwhile = board.recent().get(name);
    if (meanwhile != null) {
      return new Finding.Answered(meanwhile);
    }
    if (finding instanceof Finding.Pending) {
      board.known().foundPending(name);
    } else {
      board.known().foundNothing(name);
    }
    return finding;
  }
}
