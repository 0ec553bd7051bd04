package io.projectoracle.gateway.answers;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.projectoracle.contract.QueryKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What this gateway has seen happen to queries, so that most questions need no search of the log.
 * Bounded by number and time: what is forgotten is searched for again. Thread-safe.
 *
 * <p>A query counts as pending only if the tail was told to look out for it before: it is entered
 * here before it is published, or before the log is searched for it. So the tail, which has seen
 * everything up to then, cannot miss its answer, and no entry stays pending for ever.
 */
public final class KnownQueries {
  private final ConcurrentMap<QueryName, Known> known;

  public KnownQueries(int maxQueries, Duration ttl) {
    this.known =
        Caffeine.newBuilder()
            .maximumSize(maxQueries)
            .expireAfterWrite(ttl)
            .<QueryName, Known>build()
            .asMap();
  }

  private enum State {
    PUBLISHING,
    PENDING,
    SOUGHT,
    ANSWERED
  }

  /** The question is null if another gateway published it. */
  private record Known(
      State state, @Nullable QueryKey question, CompletableFuture<QueryName> published) {
    Known in(State next) {
      return new Known(next, question, published);
    }
  }

  /**
   * Enters a query that is about to be published, unless it was before.
   *
   * @param published completed by the caller once the query is published
   * @return the same future if the caller is to publish; that of the earlier caller if not
   * @throws IllegalArgumentException if the name was used for another question
   */
  public CompletableFuture<QueryName> enter(
      QueryName name, QueryKey question, CompletableFuture<QueryName> published) {
    Known entered = new Known(State.PUBLISHING, question, published);
    Known now =
        known.merge(
            name, entered, (earlier, mine) -> earlier.state == State.SOUGHT ? mine : earlier);
    if (now.question != null && !now.question.equals(question)) {
      throw new IllegalArgumentException(
          "query " + name.id() + " was submitted before and asks something else");
    }
    return now.published;
  }

  public void published(QueryName name) {
    move(name, State.PUBLISHING, State.PENDING);
  }

  public void notPublished(QueryName name) {
    known.computeIfPresent(name, (same, it) -> it.state == State.PUBLISHING ? null : it);
  }

  boolean isPending(QueryName name) {
    Known it = known.get(name);
    return it != null && (it.state == State.PENDING || it.state == State.PUBLISHING);
  }

  /** Called by the tail. */
  void answered(QueryName name) {
    known.computeIfPresent(name, (same, it) -> it.in(State.ANSWERED));
  }

  /** Called before the log is searched. */
  void sought(QueryName name) {
    known.putIfAbsent(name, new Known(State.SOUGHT, null, CompletableFuture.completedFuture(name)));
  }

  /** Called after the search, if the query is there and its answer is not. */
  void foundPending(QueryName name) {
    move(name, State.SOUGHT, State.PENDING);
  }

  /** Called after the search, if nothing is there. */
  void foundNothing(QueryName name) {
    known.computeIfPresent(name, (same, it) -> it.state == State.SOUGHT ? null : it);
  }

  private void move(QueryName name, State from, State to) {
    known.computeIfPresent(name, (same, it) -> it.state == from ? it.in(to) : it);
  }
}
