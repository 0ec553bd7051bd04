package io.projectoracle.worker.call;

import io.projectoracle.worker.limit.CallLimiter;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.model.ModelClient;
import io.projectoracle.worker.model.ModelRequest;
import io.projectoracle.worker.time.Timer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Makes calls to one endpoint, under its limits and a retry policy. Thread-safe. */
public final class ModelCalls {
  private final String idPrefix;
  private final ModelClient client;
  private final CallLimiter limiter;
  private final RetryPolicy retry;
  private final Timer timer;
  private final WorkerMetrics metrics;
  private final AtomicLong lastCall = new AtomicLong();
  private final Waits waits = new Waits();

  /**
   * @param worker name of the worker, with which call ids begin
   */
  public ModelCalls(
      String worker,
      ModelClient client,
      CallLimiter limiter,
      RetryPolicy retry,
      Timer timer,
      WorkerMetrics metrics) {
    this.idPrefix = worker + "." + newIncarnation() + ".";
    this.client = client;
    this.limiter = limiter;
    this.retry = retry;
    this.timer = timer;
    this.metrics = metrics;
  }

  /** Name of the endpoint. */
  public String endpoint() {
    return client.endpoint();
  }

  /**
   * Prepares a call; {@link ModelCall#start} begins it.
   *
   * @param queryId id of the query it is made for
   * @param ended told the result once, on any thread, unless the call is aborted
   */
  public ModelCall prepare(ModelRequest request, String queryId, Consumer<CallResult> ended) {
    return new ModelCall(this, request, queryId, ended);
  }

  /** What the calls wait for. */
  public Waits waits() {
    return waits;
  }

  String nextCallId() {
    return idPrefix + lastCall.incrementAndGet();
  }

  /** Sets the ids apart from those of an earlier process of the worker, which may be in use yet. */
  private static String newIncarnation() {
    return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), Character.MAX_RADIX);
  }

  double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  ModelClient client() {
    return client;
  }

  CallLimiter limiter() {
    return limiter;
  }

  RetryPolicy retry() {
    return retry;
  }

  Timer timer() {
    return timer;
  }

  WorkerMetrics metrics() {
    return metrics;
  }
}
