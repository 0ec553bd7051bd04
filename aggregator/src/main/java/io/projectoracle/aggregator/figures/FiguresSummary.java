package io.projectoracle.aggregator.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Figures as they are read: by people, as JSON, by metrics. The names of the components are those
 * in the JSON and do not change.
 *
 * @param queries how queries ended
 * @param cache what the cache had to do with them
 * @param attempts what the calls to the model led to
 * @param errors why queries failed
 * @param tokens tokens of queries
 * @param cost cost of queries
 * @param responseTime from the query's record to its answer, of answered queries
 * @param modelTime length of the calls that succeeded
 * @param orphans results that were paid for and thrown away; in none of the above
 */
public record FiguresSummary(
    Queries queries,
    Cache cache,
    Attempts attempts,
    Errors errors,
    Tokens tokens,
    Cost cost,
    Time responseTime,
    Time modelTime,
    Orphans orphans) {

  /** Queries by how they ended; {@code total} is their sum. */
  public record Queries(long total, long answered, long failed, long expired, long cancelled) {}

  /** Queries by what the cache had to do with them. */
  public record Cache(long hit, long miss, long coalesced, long bypass) {}

  /**
   * Calls to the model.
   *
   * @param total all of them
   * @param succeeded those that led to a completion
   * @param failed the others, by kind
   */
  public record Attempts(long total, long succeeded, SortedMap<String, Long> failed) {
    public Attempts {
      failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    }
  }

  /**
   * Queries that failed. Expired and cancelled ones are no errors.
   *
   * @param total all of them
   * @param shareOfQueries of all queries, those that failed: 0 to 1
   * @param kinds by kind
   */
  public record Errors(long total, double shareOfQueries, SortedMap<String, ErrorKind> kinds) {
    public Errors {
      kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
    }
  }

  /**
   * One kind of error. There are two error rates, and they answer different questions.
   *
   * @param count queries that failed this way
   * @param shareOfErrors of the queries that failed, those that failed this way: 0 to 1
   * @param shareOfQueries of all queries, those that failed this way: 0 to 1
   */
  public record ErrorKind(long count, double shareOfErrors, double shareOfQueries) {}

  /**
   * Tokens.
   *
   * @param input of requests
   * @param output of completions
   * @param total as the endpoints count them
   * @param unknownEvents events of which at least one of the three is unknown and so not in it
   */
  public record Tokens(long input, long output, long total, long unknownEvents) {}

  /**
   * Cost in the currency of the workers' configuration.
   *
   * @param amount a decimal number as text, because it is exact
   * @param unknownEvents events that cost something, but nobody knows what
   */
  public record Cost(String amount, long unknownEvents) {}

  /**
   * A distribution of times in milliseconds; all but the count are absent if it is 0. Count,
   * smallest, largest and average are exact, percentiles within 1 %.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Time(
      long count,
      @Nullable Double minMillis,
      @Nullable Double averageMillis,
      @Nullable Double maxMillis,
      @Nullable Double p50Millis,
      @Nullable Double p95Millis,
      @Nullable Double p99Millis) {
    static final Time NONE = new Time(0, null, null, null, null, null, null);
  }

  /**
   * Results that a live worker had to throw away.
   *
   * @param events how many
   * @param calls the calls that led to them
   * @param tokens what they used
   * @param cost what they cost
   */
  public record Orphans(long events, long calls, Tokens tokens, Cost cost) {}
}
