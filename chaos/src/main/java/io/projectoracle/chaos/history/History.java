package io.projectoracle.chaos.history;

import java.util.List;

/** A whole run. Lists are in the order in which things were seen. */
public record History(
    RunFacts run,
    List<QueryLine> queries,
    List<AnswerLine> answers,
    List<UsageLine> usage,
    List<CallLine> calls,
    List<FaultLine> faults,
    List<OwnerLine> owners) {
  public History {
    queries = List.copyOf(queries);
    answers = List.copyOf(answers);
    usage = List.copyOf(usage);
    calls = List.copyOf(calls);
    faults = List.copyOf(faults);
    owners = List.copyOf(owners);
  }
}
