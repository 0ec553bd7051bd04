package io.projectoracle.worker.cancel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.projectoracle.contract.Cancel;
import io.projectoracle.contract.Query;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cancels known to this worker and the queries it has in flight. Bounded and thread-safe;
 * nothing here blocks.
 *
 * <p>A cancel concerns the queries of its id that were published before it. Both timestamps are the
 * brokers', whose clocks may differ a little: {@link #SKEW} is granted, for a cancel is sent by
 * somebody who knows of the query.
 */
public final class Cancels {
  /** How far the clocks of two brokers may be apart. */
  static final Duration SKEW = Duration.ofSeconds(2);

  /** As long as the topic keeps them. */
  private static final Duration KEPT = Duration.ofHours(24);

  /** Some 20 MB at most. What is forgotten beyond it is as if it had come too late. */
  private static final int MAX_KEPT = 100_000;

  /** When the last cancel of a query came, in milliseconds since the epoch. */
  private final Cache<Target, Long> known;

  private final ConcurrentHashMap<String, Set<Watch>> watches = new ConcurrentHashMap<>();
  private volatile boolean complete;

  public Cancels(Ticker ticker) {
    known =
        Caffeine.newBuilder()
            .maximumSize(MAX_KEPT)
            .expireAfterWrite(KEPT)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Takes note of a cancel, and tells the queries that it concerns.
   *
   * @param timestamp when it was published, in milliseconds since the epoch
   */
  void add(Cancel cancel, long timestamp) {
    known.asMap().merge(new Target(cancel.queryId(), cancel.tenant()), timestamp, Math::max);
    for (Watch watch : watches.getOrDefault(cancel.queryId(), Set.of())) {
      if (cancel.concerns(watch.query) && isBefore(watch.timestamp, timestamp)) {
        watch.cancelled.run();
      }
    }
  }

  /**
   * Whether a cancel is known that concerns a query.
   *
   * @param timestamp when the query was published, in milliseconds since the epoch
   */
  public boolean concern(Query query, long timestamp) {
    return isBefore(timestamp, known.getIfPresent(new Target(query.id(), null)))
        || (query.tenant() != null
            && isBefore(timestamp, known.getIfPresent(new Target(query.id(), query.tenant()))));
  }

  /**
   * Has a query told of the cancels that concern it from now on. One that came just before may be
   * missed: ask {@link #concern} afterwards.
   *
   * @param cancelled run on the reader's thread, perhaps several times; must not block
   */
  public Watch watch(Query query, long timestamp, Runnable cancelled) {
    Watch watch = new Watch(query, timestamp, cancelled);
    watches.compute(
        query.id(),
        (id, others) -> {
          Set<Watch> all = others == null ? ConcurrentHashMap.newKeySet(1) : others;
          all.add(watch);
          return all;
        });
    return watch;
  }

  /** Whether everything has been read that was published before this worker began. */
  public boolean isComplete() {
    return complete;
  }

  void complete() {
    complete = true;
  }

  private static boolean isBefore(long queried, @Nullable Long cancelled) {
    return cancelled != null && queried <= cancelled + SKEW.toMillis();
  }

  /** A query that is told of its cancels; two of the same id are two, hence no record. */
  public final class Watch implements AutoCloseable {
    private final Query query;
    private final long timestamp;
    private final Runnable cancelled;

    private Watch(Query query, long timestamp, Runnable cancelled) {
      this.query = query;
      this.timestamp = timestamp;
      this.cancelled = cancelled;
    }

    /** Ends it; whoever is being told at this moment still is. */
    @Override
    public void close() {
      watches.computeIfPresent(
          query.id(),
          (id, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }

  private record Target(String queryId, @Nullable String tenant) {}
}
