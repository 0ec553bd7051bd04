package io.projectoracle.worker.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Catalogue of the worker's meters. Tags are closed sets or configuration, never ids or text of
 * submitters. The names beginning with {@code gen_ai} are those of the OpenTelemetry semantic
 * conventions for generative AI, as of version 1.37 (in development).
 */
public enum WorkerMeter {
  QUERIES("oracle.worker.queries", "queries that ended", null, "agent", "status", "cache"),
  QUERY_TIME("oracle.worker.query.time", "from a query's arrival to its result", "s", "agent"),
  QUEUE_TIME("oracle.worker.queue.time", "from a query's record timestamp to its arrival", "s"),
  ERRORS("oracle.worker.errors", "queries that failed, by kind", null, "agent", "kind"),
  DEAD_LETTERS("oracle.worker.dead.letters", "records that cannot be worked on", null, "kind"),
  LIMITER_WAIT("oracle.worker.limiter.wait", "waiting for a permit", "s"),
  WAITING("oracle.worker.waiting", "questions to the model that wait", null, "for"),
  RETRIES("oracle.worker.retries", "attempts that are repeated", null, "kind"),
  IN_FLIGHT("oracle.worker.in.flight", "records from their start to their commit", null),
  IN_FLIGHT_BYTES("oracle.worker.in.flight.bytes", "their bytes", "By"),
  LAG("oracle.worker.lag", "records of its partitions that are not taken yet", null),
  PARTITIONS("oracle.worker.partitions", "partitions of the worker", null, "state"),
  COMMIT_TIME("oracle.worker.commit.time", "transactions", "s", "result"),
  COMMIT_RESULTS("oracle.worker.commit.results", "results per transaction", null),
  RESULTS_LOST("oracle.worker.results.lost", "results thrown away with their partition", null),
  MODEL_CALLS(
      "gen_ai.client.operation.duration",
      "calls to the model",
      "s",
      "gen_ai.operation.name",
      "gen_ai.provider.name",
      "gen_ai.request.model",
      "error.type"),
  MODEL_TOKENS(
      "gen_ai.client.token.usage",
      "tokens of calls to the model",
      "{token}",
      "gen_ai.operation.name",
      "gen_ai.provider.name",
      "gen_ai.request.model",
      "gen_ai.token.type");

  private final String meterName;
  private final String description;
  private final @Nullable String unit;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, its type does not say so.
  private final List<String> tagKeys;

  WorkerMeter(String meterName, String description, @Nullable String unit, String... tagKeys) {
    this.meterName = meterName;
    this.description = description;
    this.unit = unit;
    this.tagKeys = List.of(tagKeys);
  }

  /** Name of the meter, in Micrometer's form. */
  public String meterName() {
    return meterName;
  }

  /** What it measures. */
  public String description() {
    return description;
  }

  /** Base unit, or null. */
  public @Nullable String unit() {
    return unit;
  }

  /** Keys of its tags; each is always present. */
  public List<String> tagKeys() {
    return tagKeys;
  }
}
