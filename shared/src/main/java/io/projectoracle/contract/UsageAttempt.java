package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call to a model: settled by standing in exactly one {@link UsageEvent}.
 *
 * @param callId name of the call, sent along to the endpoint as {@code X-Client-Request-Id}
 * @param endpoint name of the endpoint
 * @param model the model asked for
 * @param startedAt when the call began, by the worker's clock
 * @param durationMicros how long it took, in microseconds
 * @param failure why it failed; absent if it succeeded
 * @param usage tokens of this call; unknown where the endpoint did not tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsageAttempt(
    String callId,
    String endpoint,
    String model,
    Instant startedAt,
    long durationMicros,
    @Nullable FailureKind failure,
    Usage usage) {
  public UsageAttempt {
    Objects.requireNonNull(callId, "attempts.callId is missing");
    Objects.requireNonNull(endpoint, "attempts.endpoint is missing");
    Objects.requireNonNull(model, "attempts.model is missing");
    Objects.requireNonNull(startedAt, "attempts.startedAt is missing");
    Objects.requireNonNull(usage, "attempts.usage is missing");
    durationMicros = Math.max(0, durationMicros);
  }
}
