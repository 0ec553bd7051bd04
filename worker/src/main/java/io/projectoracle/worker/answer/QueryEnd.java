package io.projectoracle.worker.answer;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.AnswerError;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Timings;
import io.projectoracle.contract.UsageEvent;
import io.projectoracle.worker.call.CallBill;
import io.projectoracle.worker.model.Completion;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is to say about the end of a query.
 *
 * @param workMicros from the query's arrival to its end
 */
record QueryEnd(
    QueryContext context,
    Outcome outcome,
    CacheOutcome cache,
    CallBill bill,
    String endpoint,
    String worker,
    long workMicros,
    Instant at) {

  /** The same end, but for its outcome. */
  QueryEnd failed(AnswerError error) {
    return new QueryEnd(
        context, new Outcome.Failed(error), cache, bill, endpoint, worker, workMicros, at);
  }

  @Nullable FailureKind failureKind() {
    return outcome instanceof Outcome.Failed failed ? failed.error().kind() : null;
  }

  Answer answer() {
    Completion completion =
        outcome instanceof Outcome.Answered answered ? answered.completion() : null;
    AnswerError error = outcome instanceof Outcome.Failed failed ? failed.error() : null;
    Query query = context.query();
    boolean called = completion != null || !bill.attempts().isEmpty();
    return new Answer(
        context.queryId(),
        context.record().source(),
        outcome.status(),
        query == null ? null : query.agent(),
        query == null ? null : query.tenant(),
        completion == null ? null : completion.content(),
        completion == null ? null : completion.finishReason(),
        completion == null || completion.model() == null ? context.model() : completion.model(),
        called ? endpoint : null,
        cache,
        error,
        bill.usage(),
        bill.attempts().size(),
        timings(),
        worker,
        at,
        query == null ? Map.of() : query.metadata(),
        query == null ? null : query.redriveOf());
  }

  UsageEvent usageEvent(UsageEvent.Type type) {
    Query query = context.query();
    boolean settled = type == UsageEvent.Type.ANSWER;
    Status status = settled ? outcome.status() : null;
    return new UsageEvent(
        type,
        context.queryId(),
        context.record().source(),
        context.agentTag(),
        query == null ? null : query.tenant(),
        context.model(),
        status,
        settled ? failureKind() : null,
        cache,
        bill.attempts(),
        bill.usage(),
        timings(),
        worker,
        at);
  }

  private Timings timings() {
    return new Timings(
        context.record().queuedMicros(),
        bill.limitedMicros(),
        bill.modelMicros(),
        context.record().queuedMicros() + workMicros);
  }
}
