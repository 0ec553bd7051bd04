package io.projectoracle.gateway.submit;

import io.projectoracle.client.QueryPublisher;
import io.projectoracle.contract.Cancel;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.answers.AnswerTail;
import io.projectoracle.gateway.answers.KnownQueries;
import io.projectoracle.gateway.answers.QueryName;
import io.projectoracle.gateway.answers.TailState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes queries and cancels. Accepted is what all replicas have; a query submitted again, with
 * its id and while this gateway remembers it, is not published again. Thread-safe.
 */
public final class Submissions {
  private static final Logger log = LoggerFactory.getLogger(Submissions.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final QueryPublisher publisher;
  private final KnownQueries known;
  private final AnswerTail tail;
  private final AtomicBoolean troubled = new AtomicBoolean();

  public Submissions(QueryPublisher publisher, KnownQueries known, AnswerTail tail) {
    this.publisher = publisher;
    this.known = known;
    this.tail = tail;
  }

  /**
   * Submits a query.
   *
   * @param traceparent W3C Trace Context to be carried to the answer
   * @return completed once Kafka has the query for good; fails with {@link RefusedException} if it
   *     does not have it, or that is not known
   */
  public CompletableFuture<QueryName> submit(Query query, @Nullable String traceparent) {
    try {
      requireContact();
      var name = new QueryName(query.tenant(), query.id());
      var mine = new CompletableFuture<QueryName>();
      CompletableFuture<QueryName> accepted = enter(name, query, mine);
      if (accepted == mine) {
        publish(name, query, traceparent, mine);
      }
      return accepted;
    } catch (RefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Asks for a query to be cancelled; as {@link #submit}. */
  public CompletableFuture<QueryName> cancel(QueryName name) {
    try {
      requireContact();
    } catch (RefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
    return publisher
        .publish(new Cancel(name.id(), name.tenant()))
        .handle(
            (position, failure) -> {
              if (failure != null) {
                throw notPublished("the cancel", failure);
              }
              return name;
            });
  }

  /**
   * The tail must be at work before a query is accepted, or its answer might come unseen. And while
   * no broker answers there is no point in keeping callers waiting.
   */
  private void requireContact() {
    TailState state = tail.state();
    if (!state.hasStarted() || !state.inContact()) {
      throw RefusedException.unavailable(
          "Kafka cannot be reached, or lacks topics or rights; nothing was accepted", RETRY_AFTER);
    }
  }

  private CompletableFuture<QueryName> enter(
      QueryName name, Query query, CompletableFuture<QueryName> mine) {
    try {
      return known.enter(name, QueryKey.of(query), mine);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusal.ID_REUSED, String.valueOf(e.getMessage()));
    }
  }

  private void publish(
      QueryName name,
      Query query,
      @Nullable String traceparent,
      CompletableFuture<QueryName> accepted) {
    CompletableFuture<SourcePosition> published;
    try {
      published = publisher.publish(query, traceparent);
    } catch (IllegalArgumentException e) {
      published =
          CompletableFuture.failedFuture(
              new RefusedException(Refusal.TOO_LARGE, String.valueOf(e.getMessage())));
    }
    var unused =
        published.whenComplete(
            (position, failure) -> {
              if (failure == null) {
                troubled.set(false);
                known.published(name);
                accepted.complete(name);
              } else {
                known.notPublished(name);
                accepted.completeExceptionally(notPublished("query " + name.id(), failure));
              }
            });
  }

  private RefusedException notPublished(String subject, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof RefusedException refused) {
      return refused;
    }
    if (cause.getCause() instanceof RecordTooLargeException) {
      return new RefusedException(Refusal.TOO_LARGE, subject + " is larger than Kafka takes");
    }
    boolean forbidden = cause.getCause() instanceof AuthorizationException;
    if (troubled.compareAndSet(false, true)) {
      log.warn("publishing fails reason={}", cause.getMessage());
    } else {
      log.debug("publishing fails reason={}", cause.getMessage());
    }
    return RefusedException.unavailable(
        forbidden
            ? cause.getMessage() + "; once that is granted, try again, with the same id"
            : subject
                + " was not acknowledged by Kafka: it may have been published or not; submit it"
                + " again, with the same id",
        RETRY_AFTER,
        cause);
  }
}
