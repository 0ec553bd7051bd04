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
    QueryRecord arrived = arrived(record);
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

  @Override
  public WorkResult giveUp(ConsumerRecord<byte[], byte[]> record, int deaths) {
    QueryRecord arrived = arrived(record);
    try {
      Query query = MessageCodec.decodeQuery(record.value());
      Agent agent = agents.find(query.agent());
      String name = agent == null ? null : agent.name();
      return deadLetter(
          arrived, poison(deaths), new QueryContext(arrived, query.id(), query, name, null));
    } catch (MalformedMessageException e) {
      return deadLetter(arrived, e);
    }
  }

  @Override
  public WorkResult giveUpUnread(ConsumerRecord<byte[], byte[]> record, int deaths) {
    QueryRecord arrived = arrived(record);
    return deadLetter(arrived, poison(deaths), unreadable(arrived, idFromHeader(arrived)));
  }

  private static AnswerError poison(int deaths) {
    return new AnswerError(
        FailureKind.POISON,
        "workers ended whenever they started it, so it was given up; starts: " + deaths,
        /* retriable= */ false);
  }

  private QueryRecord arrived(ConsumerRecord<byte[], byte[]> record) {
    return new QueryRecord(record, timer.now().toEpochMilli(), timer.nanoTime());
  }

  private WorkResult deadLetter(QueryRecord arrived, MalformedMessageException malformed) {
    String id = malformed.queryId() == null ? idFromHeader(arrived) : malformed.queryId();
    AnswerError error =
        new AnswerError(
            FailureKind.INVALID_QUERY,
            String.valueOf(malformed.getMessage()),
            /* retriable= */ false);
    return deadLetter(arrived, error, unreadable(arrived, id));
  }

  /**
   * @param context what is known of the query; null if not even its id is
   */
  private WorkResult deadLetter(
      QueryRecord arrived, AnswerError error, @Nullable QueryContext context) {
    log.warn(
        "record cannot be worked on, dead-lettered topic={} partition={} offset={} kind={}: {}",
        arrived.record().topic(),
        arrived.record().partition(),
        arrived.record().offset(),
        error.kind().wireName(),
        error.message());
    metrics.deadLettered(error.kind());
    if (context == null) {
      return writer.writeDeadLetter(arrived, error, null);
    }
    QueryEnd end = end(context, new Outcome.Failed(error), CacheOutcome.BYPASS, CallBill.NONE);
    count(end);
    return writer.writeDeadLetter(arrived, error, end);
  }

  private static @Nullable QueryContext unreadable(QueryRecord arrived, @Nullable String id) {
    return id == null ? null : new QueryContext(arrived, id, null, null, null);
  }

  /** Whoever waits for the query shall hear of it, even if its value cannot be read. */
  private static @Nullable String idFromHeader(QueryRecord arrived) {
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
