package io.projectoracle.chaos.check;

import io.projectoracle.chaos.history.AnswerLine;
import io.projectoracle.chaos.history.CallLine;
import io.projectoracle.chaos.history.FaultLine;
import io.projectoracle.chaos.history.FaultLine.Kind;
import io.projectoracle.chaos.history.History;
import io.projectoracle.chaos.history.OwnerLine;
import io.projectoracle.chaos.history.QueryLine;
import io.projectoracle.chaos.history.RunFacts;
import io.projectoracle.chaos.history.UsageLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A history made by hand. Session 10 s, heartbeats every second, drain timeout 30 s; queries stand
 * on partition 0, one after the other. Times are in milliseconds.
 */
final class PlantedHistory {
  private static final long END = 600_000;

  private final List<QueryLine> queries = new ArrayList<>();
  private final List<AnswerLine> answers = new ArrayList<>();
  private final List<UsageLine> usage = new ArrayList<>();
  private final List<CallLine> calls = new ArrayList<>();
  private final List<FaultLine> faults = new ArrayList<>();
  private final List<OwnerLine> owners = new ArrayList<>();

  PlantedHistory query(String id, long accepted) {
    queries.add(new QueryLine(id, 0, queries.size(), 0, accepted));
    return this;
  }

  /** A call of that id, served well. */
  PlantedHistory call(String callId, String id, String worker, long start, long end) {
    calls.add(new CallLine(callId, id, worker, 1, start, end, "ok"));
    return this;
  }

  /** An answer that one call was made for, with its usage event. */
  PlantedHistory answer(String id, String worker, String callId, long written) {
    return answerWithoutUsage(id, worker, written).usage(UsageLine.ANSWER, id, worker, callId);
  }

  PlantedHistory answerWithoutUsage(String id, String worker, long written) {
    answers.add(
        new AnswerLine(
            id, 0, offset(id), 0, answers.size(), "answered", 1, worker, 100, written, written));
    return this;
  }

  PlantedHistory usage(String type, String id, String worker, String callId) {
    usage.add(
        new UsageLine(
            type, id, 0, offset(id), worker, 0, List.of(new UsageLine.Attempt(callId, null))));
    return this;
  }

  /** A worker's way from its start to being ready. */
  PlantedHistory start(String worker, long from, long to) {
    return fault(Kind.START, worker, from, to);
  }

  PlantedHistory fault(Kind kind, @Nullable String worker, long from, long to) {
    faults.add(new FaultLine(kind, worker, from, to, null));
    return this;
  }

  PlantedHistory stop(String worker, long from, long to, int exitCode) {
    faults.add(new FaultLine(Kind.STOP, worker, from, to, exitCode));
    return this;
  }

  PlantedHistory owner(String worker, long at, Integer... partitions) {
    owners.add(new OwnerLine(at, worker, List.of(partitions), List.of(partitions)));
    return this;
  }

  Report check() {
    return Checker.check(
        new History(
            new RunFacts(7, 10_000, 1_000, 30_000, 0, 0, END),
            queries,
            answers,
            usage,
            calls,
            faults,
            owners));
  }

  private long offset(String id) {
    return queries.stream()
        .filter(query -> query.id().equals(id))
        .mapToLong(QueryLine::offset)
        .findFirst()
        .orElse(queries.size());
  }
}
