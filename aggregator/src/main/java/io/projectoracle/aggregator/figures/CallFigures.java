package io.projectoracle.aggregator.figures;

import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.UsageAttempt;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** What calls to the model led to, and how long those that succeeded took. Not thread-safe. */
final class CallFigures {
  private static final String SUCCEEDED = "succeeded";

  private final Counts results;
  private final Durations durations;

  CallFigures() {
    this(new Counts(), new Durations());
  }

  private CallFigures(Counts results, Durations durations) {
    this.results = results;
    this.durations = durations;
  }

  void add(UsageAttempt attempt) {
    FailureKind failure = attempt.failure();
    if (failure == null) {
      results.add(SUCCEEDED);
      durations.add(attempt.durationMicros());
    } else {
      results.add(failure.wireName());
    }
  }

  void add(CallFigures other) {
    results.add(other.results);
    durations.add(other.durations);
  }

  FiguresSummary.Attempts attempts() {
    SortedMap<String, Long> failed = new TreeMap<>(results.byName());
    failed.remove(SUCCEEDED);
    return new FiguresSummary.Attempts(results.total(), results.of(SUCCEEDED), failed);
  }

  FiguresSummary.Time modelTime() {
    return durations.summary();
  }

  void writeTo(DataOutput out) throws IOException {
    results.writeTo(out);
    durations.writeTo(out);
  }

  static CallFigures readFrom(DataInput in) throws IOException {
    return new CallFigures(Counts.readFrom(in), Durations.readFrom(in));
  }
}
