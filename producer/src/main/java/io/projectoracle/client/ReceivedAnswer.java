package io.projectoracle.client;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.SourcePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer and the record it came in.
 *
 * @param answer the answer
 * @param clientId name of the client it is for; absent if the record has no key
 * @param position where the record stands
 * @param timestamp when the record was made
 */
public record ReceivedAnswer(
    Answer answer, @Nullable String clientId, SourcePosition position, Instant timestamp) {}
