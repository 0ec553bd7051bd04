package io.projectoracle.aggregator.figures;

import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.UsageEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeMap;

/** How queries ended, and how long those that were answered took. Not thread-safe. */
final class QueryFigures {
  private final Counts statuses;
  private final Counts cacheOutcomes;
  private final Counts failures;
  private final Durations responses;

  QueryFigures() {
    this(new Counts(), new Counts(), new Counts(), new Durations());
  }

  private QueryFigures(
      Counts statuses, Counts cacheOutcomes, Counts failures, Durations responses) {
    this.statuses = statuses;
    this.cacheOutcomes = cacheOutcomes;
    this.failures = failures;
    this.responses = responses;
  }

  void add(UsageEvent event, Status status) {
    statuses.add(status.wireName());
    cacheOutcomes.add(event.cache().wireName());
    FailureKind failure = event.failure();
    if (failure != null) {
      failures.add(failure.wireName());
    }
    if (status == Status.ANSWERED) {
      responses.add(event.timings().totalMicros());
    }
  }

  void add(QueryFigures other) {
    statuses.add(other.statuses);
    cacheOutcomes.add(other.cacheOutcomes);
    failures.add(other.failures);
    responses.add(other.responses);
  }

  FiguresSummary.Queries queries() {
    return new FiguresSummary.Queries(
        statuses.total(),
        statuses.of(Status.ANSWERED.wireName()),
        statuses.of(Status.FAILED.wireName()),
        statuses.of(Status.EXPIRED.wireName()),
        statuses.of(Status.CANCELLED.wireName()));
  }

  FiguresSummary.Cache cache() {
    return new FiguresSummary.Cache(
        cacheOutcomes.of(CacheOutcome.HIT.wireName()),
        cacheOutcomes.of(CacheOutcome.MISS.wireName()),
        cacheOutcomes.of(CacheOutcome.COALESCED.wireName()),
        cacheOutcomes.of(CacheOutcome.BYPASS.wireName()));
  }

  FiguresSummary.Errors errors() {
    double errors = failures.total();
    double queries = statuses.total();
    var kinds = new TreeMap<String, FiguresSummary.ErrorKind>();
    failures
        .byName()
        .forEach(
            (kind, count) ->
                kinds.put(
                    kind, new FiguresSummary.ErrorKind(count, count / errors, count / queries)));
    return new FiguresSummary.Errors(failures.total(), queries == 0 ? 0 : errors / queries, kinds);
  }

  FiguresSummary.Time responseTime() {
    return responses.summary();
  }

  void writeTo(DataOutput out) throws IOException {
    statuses.writeTo(out);
    cacheOutcomes.writeTo(out);
    failures.writeTo(out);
    responses.writeTo(out);
  }

  static QueryFigures readFrom(DataInput in) throws IOException {
    return new QueryFigures(
        Counts.readFrom(in), Counts.readFrom(in), Counts.readFrom(in), Durations.readFrom(in));
  }
}
