package io.projectoracle.gateway.web;

import io.projectoracle.contract.Query;
import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.access.Caller;
import io.projectoracle.gateway.access.RateBound;
import io.projectoracle.gateway.answers.QueryName;
import io.projectoracle.gateway.metrics.GatewayMetrics;
import io.projectoracle.gateway.submit.BatchReader;
import io.projectoracle.gateway.submit.QueryReader;
import io.projectoracle.gateway.submit.Submissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes queries in at the rate of the caller's key, and counts what became of them. */
public final class Intake {
  private final RateBound rate;
  private final QueryReader reader;
  private final BatchReader batchReader;
  private final Submissions submissions;
  private final GatewayMetrics metrics;

  public Intake(
      RateBound rate,
      QueryReader reader,
      BatchReader batchReader,
      Submissions submissions,
      GatewayMetrics metrics) {
    this.rate = rate;
    this.reader = reader;
    this.batchReader = batchReader;
    this.submissions = submissions;
    this.metrics = metrics;
  }

  /**
   * What became of a query of a batch: exactly one of the two is null.
   *
   * @param accepted its name
   * @param refused why it was not accepted
   */
  record Item(@Nullable QueryName accepted, @Nullable RefusedException refused) {}

  CompletableFuture<QueryName> submit(
      Caller caller, Supplier<byte[]> body, @Nullable String traceparent) {
    try {
      requireRate(caller, 1);
      Query query = reader.read(body.get(), caller);
      return counted(submissions.submit(query, traceparent));
    } catch (RefusedException e) {
      metrics.refused(e.refusal());
      throw e;
    }
  }

  /** In the order of the batch. Each query counts for the rate, whether valid or not. */
  CompletableFuture<List<Item>> submitBatch(
      Caller caller, Supplier<byte[]> body, boolean lines, @Nullable String traceparent) {
    List<BatchReader.Item> items;
    try {
      requireRate(caller, 1); // Before anything is read, so that reading is bounded too.
      byte[] bytes = body.get();
      items = lines ? batchReader.readLines(bytes, caller) : batchReader.readArray(bytes, caller);
      requireRate(caller, items.size() - 1);
    } catch (RefusedException e) {
      metrics.refused(e.refusal());
      throw e;
    }
    List<CompletableFuture<Item>> results = new ArrayList<>(items.size());
    for (BatchReader.Item item : items) {
      results.add(result(item, traceparent));
    }
    return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenApply(unused -> results.stream().map(CompletableFuture::join).toList());
  }

  CompletableFuture<QueryName> cancel(Caller caller, QueryName name) {
    requireRate(caller, 1);
    return submissions.cancel(name);
  }

  private CompletableFuture<Item> result(BatchReader.Item item, @Nullable String traceparent) {
    Query query = item.query();
    CompletableFuture<QueryName> accepted =
        query == null
            ? CompletableFuture.failedFuture(refusal(item.refused()))
            : submissions.submit(query, traceparent);
    return counted(accepted)
        .handle((name, failure) -> new Item(name, failure == null ? null : refusal(failure)));
  }

  private CompletableFuture<QueryName> counted(CompletableFuture<QueryName> accepted) {
    return accepted.whenComplete(
        (name, failure) -> {
          if (failure == null) {
            metrics.accepted();
          } else {
            metrics.refused(refusal(failure).refusal());
          }
        });
  }

  private void requireRate(Caller caller, int queries) {
    Duration wait = queries == 0 ? Duration.ZERO : rate.tryTake(caller.keyId(), queries);
    if (!wait.isZero()) {
      throw RefusedException.tooMany(
          "the API key has submitted as many queries as it may for now", wait);
    }
  }

  private static RefusedException refusal(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RefusedException refused
        ? refused
        : new RefusedException(Refusal.INTERNAL, "the log of the gateway tells more");
  }
}
