package io.projectoracle.aggregator.boot;

import io.projectoracle.aggregator.figures.FiguresSummary;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every meter of figures. Each has the tags {@code agent} and {@code model}, whose values are
 * bounded by {@code oracle.aggregator.max-pairs} per partition, and at most one more.
 */
enum AggregatorMeter {
  QUERIES("queries", "queries by how they ended", "status", null, AggregatorMeter::queries),
  CACHE(
      "cache",
      "queries by what the cache had to do with them",
      "outcome",
      null,
      AggregatorMeter::cache),
  ATTEMPTS(
      "attempts",
      "calls to the model by what they led to",
      "result",
      null,
      AggregatorMeter::attempts),
  ERRORS("errors", "queries that failed, by kind", "kind", null, AggregatorMeter::errors),
  TOKENS("tokens", "tokens of queries", "type", "tokens", it -> tokens(it.tokens())),
  UNKNOWN_TOKENS(
      "unknown.tokens",
      "queries whose tokens are not all known",
      null,
      null,
      it -> only(it.tokens().unknownEvents())),
  COST(
      "cost",
      "cost of queries, in the currency of the workers' configuration",
      null,
      null,
      it -> only(Double.parseDouble(it.cost().amount()))),
  UNKNOWN_COST(
      "unknown.cost",
      "queries that cost something, but nobody knows what",
      null,
      null,
      it -> only(it.cost().unknownEvents())),
  ORPHANS(
      "orphans",
      "results that were paid for and thrown away",
      null,
      null,
      it -> only(it.orphans().events())),
  ORPHAN_TOKENS(
      "orphan.tokens",
      "tokens of results that were thrown away",
      "type",
      "tokens",
      it -> tokens(it.orphans().tokens())),
  RESPONSE_TIME(
      "response.time",
      "time from query to answer, over all answered queries counted",
      "statistic",
      "seconds",
      it -> time(it.responseTime())),
  MODEL_TIME(
      "model.time",
      "time of a call to the model, over all successful ones counted",
      "statistic",
      "seconds",
      it -> time(it.modelTime()));

  /** Value of the tag of meters that have no further tag. */
  static final String UNTAGGED = "";

  private final String suffix;
  private final String description;
  private final @Nullable String tag;
  private final @Nullable String unit;

  @SuppressWarnings("ImmutableEnumChecker") // Every reading is a function without state.
  private final Function<FiguresSummary, Map<String, ? extends Number>> reading;

  AggregatorMeter(
      String suffix,
      String description,
      @Nullable String tag,
      @Nullable String unit,
      Function<FiguresSummary, Map<String, ? extends Number>> reading) {
    this.suffix = suffix;
    this.description = description;
    this.tag = tag;
    this.unit = unit;
    this.reading = reading;
  }

  String meterName() {
    return "oracle.aggregator." + suffix;
  }

  String description() {
    return description;
  }

  /** Key of the tag it has beside agent and model. */
  @Nullable String tag() {
    return tag;
  }

  @Nullable String unit() {
    return unit;
  }

  /** Whether its values only grow. */
  boolean isCounter() {
    return this != RESPONSE_TIME && this != MODEL_TIME;
  }

  /** Its values by value of the tag, {@link #UNTAGGED} if it has none. */
  Map<String, ? extends Number> read(FiguresSummary figures) {
    return reading.apply(figures);
  }

  private static Map<String, Long> queries(FiguresSummary figures) {
    var queries = figures.queries();
    return Map.of(
        "answered", queries.answered(),
        "failed", queries.failed(),
        "expired", queries.expired(),
        "cancelled", queries.cancelled());
  }

  private static Map<String, Long> cache(FiguresSummary figures) {
    var cache = figures.cache();
    return Map.of(
        "hit", cache.hit(),
        "miss", cache.miss(),
        "coalesced", cache.coalesced(),
        "bypass", cache.bypass());
  }

  private static Map<String, Long> attempts(FiguresSummary figures) {
    var attempts = new TreeMap<>(figures.attempts().failed());
    attempts.put("succeeded", figures.attempts().succeeded());
    return attempts;
  }

  private static Map<String, Long> errors(FiguresSummary figures) {
    var errors = new TreeMap<String, Long>();
    figures.errors().kinds().forEach((kind, error) -> errors.put(kind, error.count()));
    return errors;
  }

  private static Map<String, Long> tokens(FiguresSummary.Tokens tokens) {
    return Map.of("input", tokens.input(), "output", tokens.output());
  }

  private static Map<String, Double> time(FiguresSummary.Time time) {
    var statistics = new TreeMap<String, Double>();
    putSeconds(statistics, "min", time.minMillis());
    putSeconds(statistics, "average", time.averageMillis());
    putSeconds(statistics, "max", time.maxMillis());
    putSeconds(statistics, "p50", time.p50Millis());
    putSeconds(statistics, "p95", time.p95Millis());
    putSeconds(statistics, "p99", time.p99Millis());
    return statistics;
  }

  private static void putSeconds(
      Map<String, Double> statistics, String name, @Nullable Double millis) {
    if (millis != null) {
      statistics.put(name, millis / 1_000);
    }
  }

  private static Map<String, Number> only(Number value) {
    return Map.of(UNTAGGED, value);
  }
}
