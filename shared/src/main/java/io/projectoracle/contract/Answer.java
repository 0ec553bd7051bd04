package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a query ended: the value of a record on the answers topic. Immutable. Content is present if
 * and only if the status is {@code answered}, an error if and only if it is {@code failed}.
 *
 * @param queryId id of the query; not empty
 * @param source position of the query's record
 * @param status how it ended
 * @param agent the agent asked for
 * @param tenant the tenant asked for
 * @param content what the model said
 * @param finishReason why the model stopped, in its words ({@code stop}, {@code length}, …)
 * @param model the model that answered, as the endpoint names it
 * @param endpoint name of the endpoint that was called
 * @param cache what the cache had to do with it
 * @param error why there is no content
 * @param usage tokens spent for this query; {@link Usage#NONE} if no call was made for it
 * @param attempts calls made for this query; not negative
 * @param timings where the time went
 * @param worker name of the worker; not empty
 * @param completedAt when the work ended, by the worker's clock
 * @param metadata the query's metadata
 * @param redriveOf id of the query that this one repeated after a failure
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
    String queryId,
    SourcePosition source,
    Status status,
    @Nullable String agent,
    @Nullable String tenant,
    @Nullable String content,
    @Nullable String finishReason,
    @Nullable String model,
    @Nullable String endpoint,
    CacheOutcome cache,
    @Nullable AnswerError error,
    Usage usage,
    int attempts,
    Timings timings,
    String worker,
    Instant completedAt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> metadata,
    @Nullable String redriveOf) {

  @SuppressWarnings("ConstantValue") // Absent fields arrive as null from the codec.
  public Answer {
    Objects.requireNonNull(queryId, "queryId is missing");
    Text.requireNotEmpty("queryId", queryId);
    Objects.requireNonNull(source, "source is missing");
    Objects.requireNonNull(status, "status is missing");
    Objects.requireNonNull(cache, "cache is missing");
    Objects.requireNonNull(usage, "usage is missing");
    Numbers.requireNotNegative("attempts", attempts);
    Objects.requireNonNull(timings, "timings is missing");
    Objects.requireNonNull(worker, "worker is missing");
    Text.requireNotEmpty("worker", worker);
    Objects.requireNonNull(completedAt, "completedAt is missing");
    metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
    if ((status == Status.ANSWERED) != (content != null)) {
      throw new IllegalArgumentException(
          "content must be present if and only if the status is answered: " + status.wireName());
    }
    if ((status == Status.FAILED) != (error != null)) {
      throw new IllegalArgumentException(
          "error must be present if and only if the status is failed: " + status.wireName());
    }
  }

  /** Without the content: answers are never printed by accident. */
  @Override
  public String toString() {
    return "Answer[queryId="
        + queryId
        + ", source="
        + source
        + ", status="
        + status.wireName()
        + ", cache="
        + cache.wireName()
        + (error == null ? "" : ", error=" + error.kind().wireName())
        + "]";
  }
}
