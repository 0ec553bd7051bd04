package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a query cost: the value of a record on the usage topic. There is exactly one of type {@code
 * answer} for each answer, in the same transaction; every call made for the query stands inside.
 *
 * @param type whether it belongs to an answer
 * @param queryId id of the query; not empty
 * @param source position of the query's record
 * @param agent the agent asked for; {@link #UNKNOWN_AGENT} if none of that name is configured, so
 *     that what submitters invent does not become a tag
 * @param tenant the tenant asked for
 * @param model the model asked for, absent if the query never came that far
 * @param status how the query ended; absent for an orphan
 * @param failure why it failed; present if and only if it did
 * @param cache what the cache had to do with it
 * @param attempts the calls, in order
 * @param usage tokens of all attempts together
 * @param timings where the time went
 * @param worker name of the worker; not empty
 * @param at when the work ended, by the worker's clock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsageEvent(
    Type type,
    String queryId,
    SourcePosition source,
    String agent,
    @Nullable String tenant,
    @Nullable String model,
    @Nullable Status status,
    @Nullable FailureKind failure,
    CacheOutcome cache,
    List<UsageAttempt> attempts,
    Usage usage,
    Timings timings,
    String worker,
    Instant at) {

  /** Stands for every agent that is not configured. */
  public static final String UNKNOWN_AGENT = "(unknown)";

  @SuppressWarnings("ConstantValue") // Absent fields arrive as null from the codec.
  public UsageEvent {
    Objects.requireNonNull(type, "type is missing");
    Objects.requireNonNull(queryId, "queryId is missing");
    Text.requireNotEmpty("queryId", queryId);
    Objects.requireNonNull(source, "source is missing");
    Objects.requireNonNull(agent, "agent is missing");
    Objects.requireNonNull(cache, "cache is missing");
    Objects.requireNonNull(usage, "usage is missing");
    Objects.requireNonNull(timings, "timings is missing");
    Objects.requireNonNull(worker, "worker is missing");
    Text.requireNotEmpty("worker", worker);
    Objects.requireNonNull(at, "at is missing");
    attempts = attempts == null ? List.of() : List.copyOf(attempts);
    if ((type == Type.ANSWER) != (status != null)) {
      throw new IllegalArgumentException("status must be present if and only if type is answer");
    }
    if ((status == Status.FAILED) != (failure != null)) {
      throw new IllegalArgumentException("failure must be present if and only if status is failed");
    }
  }

  /** What a usage event accounts for. */
  public enum Type {
    /** An answer, and every call made for it. */
    @JsonProperty("answer")
    ANSWER("answer"),
    /** Calls whose result a live worker had to throw away; somebody else answers the query. */
    @JsonProperty("orphan")
    ORPHAN("orphan");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
      return wireName;
    }
  }
}
