package io.projectoracle.worker.answer;

import io.projectoracle.contract.AnswerError;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.worker.agent.Agent;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.cache.AnswerCache;
import io.projectoracle.worker.cache.CacheKey;
import io.projectoracle.worker.cache.Seat;
import io.projectoracle.worker.call.CallBill;
import io.projectoracle.worker.call.CallResult;
import io.projectoracle.worker.call.ModelCall;
import io.projectoracle.worker.call.ModelCalls;
import io.projectoracle.worker.cancel.Cancels;
import io.projectoracle.worker.engine.RecordWork;
import io.projectoracle.worker.engine.WorkResult;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.model.ModelRequest;
import io.projectoracle.worker.time.Timer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the queries that the engine reads. Thread-safe; nothing here blocks. */
public final class QueryWork implements RecordWork {
  private static final Logger log = LoggerFactory.getLogger(QueryWork.class);

  private final String worker;
  private final Agents agents;
  private final AnswerCache cache;
  private final Cancels cancels;
  private final ModelCalls calls;
  private final ResultWriter writer;
  private final Timer timer;
  private final WorkerMetrics metrics;

  public QueryWork(QueryWorkParts parts) {
    this.worker = parts.worker();
    this.agents = parts.agents();
    this.cache = parts.cache();
    this.cancels = parts.cancels();
    this.calls = parts.calls();
    this.writer = new ResultWriter(parts.topics(), parts.sizes(), parts.worker());
    this.timer = parts.timer();
    this.metrics = parts.metrics();
  }

  @Override
  public boolean isReady() {
    return cancels.isComplete();
  }

  @Override
  public Running start(ConsumerRecord<byte[], byte[]> record, Consumer<WorkResult> done) {
    QueryRecord arrived = new QueryRecord(record, timer.now().toEpochMilli(), timer.nanoTime());
    Query query;
    try {
      query = MessageCodec.decodeQuery(record.value());
    } catch (MalformedMessageException e) {
      done.accept(deadLetter(arrived, e));
      return () -> {};
    }
    return start(arrived, query, done);
  }

  private Running start(QueryRecord arrived, Query query, Consumer<WorkResult> done) {
    Agent agent = agents.find(query.agent());
    if (agent == null) {
      AnswerError error =
          new AnswerError(
              FailureKind.UNKNOWN_AGENT,
              "no such agent; configured are " + String.join(", ", agents.names()),
              /* retriable= */ false);
      QueryContext context = new QueryContext(arrived, query.id(), query, null, null);
      done.accept(
          safelyWritten(
              end(context, new Outcome.Failed(error), CacheOutcome.BYPASS, CallBill.NONE)));
      return () -> {};
    }
    ModelRequest request = ModelRequest.of(agent, query);
    QueryContext context =
        new QueryContext(arrived, query.id(), query, agent.name(), request.parameters().model());
    InFlightQuery inFlight = new InFlightQuery(timer, query.deadline(), new Finish(context, done));
    long published = arrived.record().timestamp();
    if (inFlight.expireIfDue()) {
      return inFlight;
    }
    if (cancels.concern(query, published)) {
      inFlight.cancelUnseated();
      return inFlight;
    }
    Cancels.Watch watch = cancels.watch(query, published, inFlight::cancel);
    inFlight.sit(seat(query, request, inFlight), watch);
    if (cancels.concern(query, published)) {
      inFlight.cancel(); // It came while the seat was being taken.
    }
    return inFlight;
  }

  private Seat seat(Query query, ModelRequest request, InFlightQuery inFlight) {
    Function<Consumer<CallResult>, ModelCall> prepare =
        ended -> calls.prepare(request, query.id(), ended);
    if (query.cache() == CachePolicy.BYPASS) {
      return cache.askAlone(prepare, inFlight::served);
    }
    CacheKey key = new CacheKey(QueryKey.of(query), request.parameters());
    return cache.ask(key, prepare, inFlight::served);
  }

  private WorkResult deadLetter(QueryRecord arrived, MalformedMessageException malformed) {
    String reason = String.valueOf(malformed.getMessage());
    log.warn(
        "record is no query, dead-lettered topic={} partition={} offset={}: {}",
        arrived.record().topic(),
        arrived.record().partition(),
        arrived.record().offset(),
        reason);
    metrics.deadLettered(FailureKind.INVALID_QUERY);
    String id = salvagedId(arrived, malformed);
    if (id == null) {
      return writer.writeDeadLetter(arrived, reason, null);
    }
    AnswerError error = new AnswerError(FailureKind.INVALID_QUERY, reason, /* retriable= */ false);
    QueryEnd end =
        end(
            new QueryContext(arrived, id, null, null, null),
            new Outcome.Failed(error),
            CacheOutcome.BYPASS,
            CallBill.NONE);
    count(end);
    return writer.writeDeadLetter(arrived, reason, end);
  }

  /** The id from the value, else from the header: whoever waits for it shall hear of it. */
  private static @Nullable String salvagedId(
      QueryRecord arrived, MalformedMessageException malformed) {
    if (malformed.queryId() != null) {
      return malformed.queryId();
    }
    String id = arrived.text(Headers.QUERY_ID);
    return id == null || id.isEmpty() || id.length() > Query.MAX_ID_CHARACTERS ? null : id;
  }

  private QueryEnd end(
      QueryContext context, Outcome outcome, CacheOutcome outcomeOfCache, CallBill bill) {
    return new QueryEnd(
        context,
        outcome,
        outcomeOfCache,
        bill,
        calls.endpoint(),
        worker,
        (timer.nanoTime() - context.record().arrivedNanos()) / 1_000,
        timer.now());
  }

  /**
   * Writes an end, whatever it takes: a query whose work ends in an exception would stay in flight
   * for ever, and hold back its partition's committed offset.
   */
  private WorkResult safelyWritten(QueryEnd end) {
    try {
      return written(end);
    } catch (RuntimeException e) {
      log.error("result cannot be written, answered as failed source={}", source(end), e);
      AnswerError error =
          new AnswerError(
              FailureKind.INTERNAL,
              "result cannot be written: " + e.getClass().getSimpleName(),
              /* retriable= */ false);
      return written(end.failed(error));
    }
  }

  private static SourcePosition source(QueryEnd end) {
    return end.context().record().source();
  }

  private WorkResult written(QueryEnd end) {
    count(end);
    return writer.write(end);
  }

  private void count(QueryEnd end) {
    metrics.ended(
        end.context().agentTag(),
        end.outcome().status(),
        end.cache(),
        end.failureKind(),
        end.workMicros() * 1_000,
        end.context().record().queuedMicros() * 1_000);
  }

  /** Writes the end of a query and tells the engine. */
  private final class Finish implements InFlightQuery.Ending {
    private final QueryContext context;
    private final Consumer<WorkResult> done;

    Finish(QueryContext context, Consumer<WorkResult> done) {
      this.context = context;
      this.done = done;
    }

    @Override
    public void ended(Outcome outcome, CacheOutcome outcomeOfCache, CallBill bill) {
      done.accept(safelyWritten(end(context, outcome, outcomeOfCache, bill)));
    }

    @Override
    public void abandoned(CallBill bill) {
      AnswerError error =
          new AnswerError(
              FailureKind.ABORTED, "query went to another worker", /* retriable= */ true);
      done.accept(
          writer.writeAbandoned(
              end(context, new Outcome.Failed(error), CacheOutcome.BYPASS, bill)));
    }
  }
}
