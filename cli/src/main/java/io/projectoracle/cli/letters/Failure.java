package io.projectoracle.cli.letters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a query that failed; nothing of its prompt.
 *
 * @param position position of the query's record, as in the key of a dead letter
 * @param at when the failure was written down, by the worker's clock
 * @param kind {@link io.projectoracle.contract.FailureKind#wireName}, of this version or a later
 *     one
 * @param reason what was wrong, in words
 * @param queryId id of the query, where it could be read
 * @param agent the agent asked for, where it could be read
 */
public record Failure(
    String position,
    Instant at,
    String kind,
    String reason,
    @Nullable String queryId,
    @Nullable String agent) {}
