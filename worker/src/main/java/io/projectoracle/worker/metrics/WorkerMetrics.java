package io.projectoracle.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a worker report. Thread-safe. Meters are looked up once for each combination of
 * tags, since a registry's own look-up builds the tags anew each time.
 */
public final class WorkerMetrics {
  /** Queries may name models of their own; beyond this many, a model is {@link #OTHER_MODEL}. */
  private static final int MAX_MODELS = 50;

  private static final String OTHER_MODEL = "(other)";

  private final MeterRegistry registry;
  private final Set<String> models = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<List<Object>, Object> meters = new ConcurrentHashMap<>();

  public WorkerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A query ended. */
  public void ended(
      String agent,
      Status status,
      CacheOutcome cache,
      @Nullable FailureKind failure,
      long workNanos,
      long queuedNanos) {
    counter(WorkerMeter.QUERIES, agent, status.wireName(), cache.wireName()).increment();
    timer(WorkerMeter.QUERY_TIME, agent).record(workNanos, TimeUnit.NANOSECONDS);
    timer(WorkerMeter.QUEUE_TIME).record(queuedNanos, TimeUnit.NANOSECONDS);
    if (failure != null) {
      counter(WorkerMeter.ERRORS, agent, failure.wireName()).increment();
    }
  }

  /** A record is no query. */
  public void deadLettered(FailureKind kind) {
    counter(WorkerMeter.DEAD_LETTERS, kind.wireName()).increment();
  }

  /** A permit was waited for. */
  public void waitedForPermit(long nanos) {
    timer(WorkerMeter.LIMITER_WAIT).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** An attempt will be repeated. */
  public void retried(FailureKind kind) {
    counter(WorkerMeter.RETRIES, kind.wireName()).increment();
  }

  /** A call to the model ended. */
  public void called(
      String endpoint, String askedModel, @Nullable FailureKind failure, long nanos, Usage usage) {
    String model = bounded(askedModel);
    String errorType = failure == null ? "none" : failure.wireName();
    timer(WorkerMeter.MODEL_CALLS, "chat", endpoint, model, errorType)
        .record(nanos, TimeUnit.NANOSECONDS);
    if (usage.inputTokens() != null && failure == null) {
      summary(WorkerMeter.MODEL_TOKENS, "chat", endpoint, model, "input")
          .record(usage.inputTokens());
    }
    if (usage.outputTokens() != null && failure == null) {
      summary(WorkerMeter.MODEL_TOKENS, "chat", endpoint, model, "output")
          .record(usage.outputTokens());
    }
  }

  /** A transaction ended. */
  public void committed(String result, long nanos, int results) {
    timer(WorkerMeter.COMMIT_TIME, result).record(nanos, TimeUnit.NANOSECONDS);
    summary(WorkerMeter.COMMIT_RESULTS).record(results);
  }

  /** A result was thrown away because its partition had gone. */
  public void resultLost() {
    counter(WorkerMeter.RESULTS_LOST).increment();
  }

  /** Publishes a value that is read when somebody looks. */
  public void gauge(WorkerMeter meter, Supplier<Number> value, String... tagValues) {
    Gauge.builder(meter.meterName(), value)
        .description(meter.description())
        .baseUnit(meter.unit())
        .tags(tags(meter, tagValues))
        .register(registry);
  }

  private String bounded(String model) {
    if (models.contains(model)) {
      return model;
    }
    return models.size() < MAX_MODELS && models.add(model) ? model : OTHER_MODEL;
  }

  private Counter counter(WorkerMeter meter, String... tagValues) {
    return (Counter)
        meters.computeIfAbsent(
            key(meter, tagValues),
            ignored ->
                Counter.builder(meter.meterName())
                    .description(meter.description())
                    .tags(tags(meter, tagValues))
                    .register(registry));
  }

  private Timer timer(WorkerMeter meter, String... tagValues) {
    return (Timer)
        meters.computeIfAbsent(
            key(meter, tagValues),
            ignored ->
                Timer.builder(meter.meterName())
                    .description(meter.description())
                    .publishPercentileHistogram()
                    .tags(tags(meter, tagValues))
                    .register(registry));
  }

  private DistributionSummary summary(WorkerMeter meter, String... tagValues) {
    return (DistributionSummary)
        meters.computeIfAbsent(
            key(meter, tagValues),
            ignored ->
                DistributionSummary.builder(meter.meterName())
                    .description(meter.description())
                    .baseUnit(meter.unit())
                    .tags(tags(meter, tagValues))
                    .register(registry));
  }

  private static List<Object> key(WorkerMeter meter, String... tagValues) {
    Object[] key = new Object[tagValues.length + 1];
    key[0] = meter;
    System.arraycopy(tagValues, 0, key, 1, tagValues.length);
    return List.of(key);
  }

  private static List<Tag> tags(WorkerMeter meter, String... tagValues) {
    List<String> keys = meter.tagKeys();
    if (keys.size() != tagValues.length) {
      throw new IllegalArgumentException(
          meter.meterName() + " must have the tags " + keys + ": " + tagValues.length + " values");
    }
    List<Tag> tags = new ArrayList<>(keys.size());
    for (int i = 0; i < tagValues.length; i++) {
      tags.add(Tag.of(keys.get(i), tagValues[i]));
    }
    return tags;
  }
}
