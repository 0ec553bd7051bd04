package io.projectoracle.worker.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.worker.call.CallBill;
import io.projectoracle.worker.call.CallResult;
import io.projectoracle.worker.call.ModelCall;
import io.projectoracle.worker.model.Completion;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from what was answered before, and lets equal questions in flight share one
 * call. Bounded and thread-safe; nothing here blocks.
 *
 * <p>Only completions are kept, never failures. Of the questions that share a call, the one that
 * came first and still waits pays for it; the others are {@code coalesced}. The call is aborted
 * when the last of them has left.
 */
public final class AnswerCache {
  private final Cache<CacheKey, Completion> kept;
  private final ConcurrentHashMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();

  public AnswerCache(CacheSettings settings, Ticker ticker) {
    kept =
        Caffeine.newBuilder()
            .maximumSize(settings.maxEntries())
            .expireAfterWrite(settings.ttl())
            .ticker(ticker)
            // On the calling thread: maintenance is short, and needs no pool of its own.
            .executor(Runnable::run)
            .recordStats()
            .build();
  }

  /**
   * Serves a question from the cache, or with the result of a call.
   *
   * @param prepare makes the call, if one is needed, and tells its result to what it is given
   * @param served told once, on any thread, possibly before this returns, unless the seat is left
   */
  public Seat ask(
      CacheKey key, Function<Consumer<CallResult>, ModelCall> prepare, Consumer<Served> served) {
    while (true) {
      Completion known = kept.getIfPresent(key);
      if (known != null) {
        return serve(known, served);
      }
      Flight.Passenger passenger = new Flight.Passenger(served);
      Flight joined = flights.compute(key, (k, flight) -> join(k, flight, passenger, prepare));
      if (joined != null) {
        joined.takeOffOnce();
        return () -> joined.leave(passenger);
      }
    }
  }

  /** Serves a question with a call of its own; nothing is kept. */
  public Seat askAlone(Function<Consumer<CallResult>, ModelCall> prepare, Consumer<Served> served) {
    Flight flight = new Flight(CacheOutcome.BYPASS, prepare, ignored -> {});
    Flight.Passenger passenger = new Flight.Passenger(served);
    flight.board(passenger);
    flight.takeOffOnce();
    return () -> flight.leave(passenger);
  }

  /** The cache itself: for its statistics. */
  public Cache<?, ?> kept() {
    return kept;
  }

  /**
   * Joins a flight, or opens one. Called within {@code compute}, so that no flight lands in
   * between: a landing flight first puts its completion into the cache and only then leaves the
   * map.
   *
   * @return null if the answer has arrived in the cache meanwhile
   */
  private @Nullable Flight join(
      CacheKey key,
      @Nullable Flight flight,
      Flight.Passenger passenger,
      Function<Consumer<CallResult>, ModelCall> prepare) {
    if (flight != null && flight.board(passenger)) {
      return flight;
    }
    if (kept.getIfPresent(key) != null) {
      return null;
    }
    Flight opened = new Flight(CacheOutcome.MISS, prepare, landed -> land(key, landed));
    opened.board(passenger);
    return opened;
  }

  private void land(CacheKey key, Flight.Landing landing) {
    if (landing.result() instanceof CallResult.Completed completed) {
      kept.put(key, completed.completion());
    }
    flights.remove(key, landing.flight());
  }

  private static Seat serve(Completion known, Consumer<Served> served) {
    served.accept(new Served(CacheOutcome.HIT, new CallResult.Completed(known, CallBill.NONE)));
    return Optional::empty;
  }
}
