package io.projectoracle.aggregator;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the stream thread dies: if the cluster was out of reach, another one takes up
 * its work from the last commit; anything else would kill that one too, so the stream stops.
 */
public final class StreamFailurePolicy implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(StreamFailurePolicy.class);

  private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();

  /** What stopped the stream for good, if anything did. Thread-safe. */
  public Optional<Throwable> fatal() {
    return Optional.ofNullable(fatal.getNow(null));
  }

  /** Waits until something has stopped the stream for good; says what. */
  public Throwable awaitFatal() throws InterruptedException {
    try {
      return fatal.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("is only ever completed", e);
    }
  }

  /** Takes note of what stopped the stream for good. */
  public void stoppedBy(Throwable failure) {
    fatal.complete(failure);
    log.error("stream stops; restart the aggregator when the cause is gone", failure);
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        log.warn("stream thread is replaced cause={}", cause.toString());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
    }
    stoppedBy(failure);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}
