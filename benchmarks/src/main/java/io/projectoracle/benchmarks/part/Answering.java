package io.projectoracle.benchmarks.part;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.worker.answer.QueryWork;
import io.projectoracle.worker.answer.QueryWorkParts;
import io.projectoracle.worker.cache.AnswerCache;
import io.projectoracle.worker.call.ModelCalls;
import io.projectoracle.worker.cancel.Cancels;
import io.projectoracle.worker.limit.SlidingWindowLimiter;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.model.ModelClient;
import io.projectoracle.worker.time.SystemTimer;

/** Everything a worker does for a query, without the engine: for other loops to use. */
final class Answering implements AutoCloseable {
  private final ModelClient client;
  private final SystemTimer timer = new SystemTimer();
  private final WorkerMetrics metrics = new WorkerMetrics(new SimpleMeterRegistry());
  private final QueryWork work;

  Answering(PartSettings settings, ModelClient client) {
    this.client = client;
    var worker = WorkerSetup.worker(settings);
    var limiter =
        new SlidingWindowLimiter(worker.rateLimit(), worker.endpoint().connections(), timer);
    this.work =
        new QueryWork(
            new QueryWorkParts(
                worker.name(),
                worker.topics(),
                worker.sizes(),
                worker.agents(),
                new AnswerCache(worker.cache(), timer::nanoTime),
                new Cancels(timer::nanoTime),
                new ModelCalls(worker.name(), client, limiter, worker.retry(), timer, metrics),
                timer,
                metrics));
  }

  QueryWork work() {
    return work;
  }

  WorkerMetrics metrics() {
    return metrics;
  }

  @Override
  public void close() {
    client.close();
    timer.close();
  }
}
