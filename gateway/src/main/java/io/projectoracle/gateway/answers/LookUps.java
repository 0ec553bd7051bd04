package io.projectoracle.gateway.answers;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.projectoracle.client.KafkaClients;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.client.OracleClientException;
import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.access.RateBound;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches of the log, bounded in number, time and, for each tenant, in rate. Requests for one
 * query at a time share a search. Thread-safe.
 */
public final class LookUps implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LookUps.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final String NO_TENANT = "";
  private static final int MAX_REMEMBERED = 10_000;

  private final Settings settings;
  private final Supplier<LogSearch> newSearch;
  private final RateBound rate;
  private final Observer observer;
  private final LongSupplier nanoTime;
  private final ThreadPoolExecutor threads;
  private final Queue<LogSearch> idle = new ConcurrentLinkedQueue<>();
  private final Map<QueryName, CompletableFuture<Finding>> running = new ConcurrentHashMap<>();

  /** A search of one name runs only once at a time, and is thus alone with its progress. */
  private final ConcurrentMap<QueryName, SearchProgress> progress =
      Caffeine.newBuilder()
          .maximumSize(MAX_REMEMBERED)
          .expireAfterWrite(Duration.ofMinutes(10))
          .<QueryName, SearchProgress>build()
          .asMap();

  /**
   * Look-ups, without a consumer until the first one.
   *
   * @param clientId how the consumers name themselves to the brokers
   * @param rate how often each tenant may look something up
   * @param observer is told how look-ups end
   * @param nanoTime a clock for intervals
   */
  public static LookUps of(
      KafkaConnection connection,
      Topics topics,
      String clientId,
      IdWindow window,
      Settings settings,
      RateBound rate,
      Observer observer,
      LongSupplier nanoTime) {
    return new LookUps(
        settings,
        () -> new LogSearch(KafkaClients.reader(connection, clientId + "-look-up"), topics, window),
        rate,
        observer,
        nanoTime);
  }

  private LookUps(
      Settings settings,
      Supplier<LogSearch> newSearch,
      RateBound rate,
      Observer observer,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.newSearch = newSearch;
    this.rate = rate;
    this.observer = observer;
    this.nanoTime = nanoTime;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            settings.concurrent(),
            settings.concurrent(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.queued()),
            work -> {
              var thread = new Thread(work, "oracle-gateway-look-up-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * What the log holds of a query.
   *
   * @return fails with {@link RefusedException} if it cannot be said in time, or too many want to
   *     know
   */
  CompletableFuture<Finding> find(QueryName name) {
    var mine = new CompletableFuture<Finding>();
    CompletableFuture<Finding> other = running.putIfAbsent(name, mine);
    if (other != null) {
      return other;
    }
    long started = nanoTime.getAsLong();
    var unused =
        mine.whenComplete(
            (finding, failure) -> {
              running.remove(name, mine);
              observer.lookedUp(
                  outcome(finding, failure), Duration.ofNanos(nanoTime.getAsLong() - started));
            });
    try {
      requireRate(name);
      Deadline deadline = Deadline.in(settings.timeout(), nanoTime);
      threads.execute(() -> search(name, deadline, mine));
    } catch (RefusedException e) {
      mine.completeExceptionally(e);
    } catch (RejectedExecutionException e) {
      mine.completeExceptionally(
          RefusedException.unavailable(
              "as many queries are looked up in the log as may at a time: " + settings.concurrent(),
              RETRY_AFTER));
    }
    return mine;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("look-ups did not stop in time limit={}", settings.timeout());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    idle.forEach(LogSearch::close);
  }

  private void requireRate(QueryName name) {
    Duration wait = rate.tryTake(Objects.requireNonNullElse(name.tenant(), NO_TENANT), 1);
    if (!wait.isZero()) {
      throw RefusedException.tooMany(
          "queries that this service has not seen lately are looked up in the log, at a bounded"
              + " rate",
          wait);
    }
  }

  private void search(QueryName name, Deadline deadline, CompletableFuture<Finding> result) {
    LogSearch search = null;
    try {
      deadline.check();
      search = idle.poll();
      if (search == null) {
        search = newSearch.get();
      }
      SearchProgress far = progress.computeIfAbsent(name, unused -> new SearchProgress());
      Finding finding = search.find(name, far, deadline);
      idle.add(search);
      result.complete(finding);
    } catch (TimeoutException e) {
      close(search);
      result.completeExceptionally(
          RefusedException.unavailable(
              "the log could not be searched within "
                  + settings.timeout().toMillis()
                  + " ms; ask again to go on",
              RETRY_AFTER));
    } catch (KafkaException | OracleClientException | IllegalStateException e) {
      log.warn("look-up failed reason={}", e.getMessage());
      close(search);
      result.completeExceptionally(
          RefusedException.unavailable(
              e instanceof AuthorizationException
                  ? "the log cannot be searched: " + e.getMessage()
                  : "the log cannot be searched",
              RETRY_AFTER,
              e));
    } catch (RuntimeException e) { // Else nobody would hear of it.
      log.error("look-up failed", e);
      close(search);
      result.completeExceptionally(e);
    }
  }

  private static String outcome(@Nullable Finding finding, @Nullable Throwable failure) {
    if (finding != null) {
      return finding.outcome();
    }
    return failure instanceof RefusedException refused
        ? refused.refusal().wireName()
        : Refusal.INTERNAL.wireName();
  }

  private static void close(@Nullable LogSearch search) {
    if (search != null) {
      search.close();
    }
  }

  /** Is told how look-ups end. */
  public interface Observer {
    /**
     * A look-up has ended.
     *
     * @param outcome that of a {@link Finding}, or the name of a {@link Refusal}
     */
    void lookedUp(String outcome, Duration time);
  }

  /**
   * Bounds.
   *
   * @param concurrent searches at once, each with a thread and a consumer
   * @param queued searches that may wait for a thread
   * @param timeout bound on the time from the question to its answer
   */
  public record Settings(int concurrent, int queued, Duration timeout) {
    public Settings {
      requirePositive("concurrent", concurrent);
      requirePositive("queued", queued);
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("timeout must be positive: " + timeout);
      }
    }

    private static void requirePositive(String key, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(key + " must be at least 1: " + value);
      }
    }
  }
}
