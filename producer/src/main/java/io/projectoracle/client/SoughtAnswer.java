package io.projectoracle.client;

import io.projectoracle.contract.Answer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An answer somebody looks for.
 *
 * @param id id of the query
 * @param notBefore no answer to it is older, by the clock of the worker; the epoch if unknown
 * @param atLeastTo the offset up to which the search must go, if that is beyond the present end
 * @param found what the search finds; whoever completes it before ends the search
 */
record SoughtAnswer(
    String id, Instant notBefore, long atLeastTo, CompletableFuture<Optional<Answer>> found) {}
