package io.projectoracle.aggregator;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the stream thread dies: if the cluster was out of reach, another one takes up
 * its work from the last commit; anything else would kill that one too, so the stream stops.
 */
public final class StreamFailurePolicy implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(StreamFailurePolicy.class);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Throwable fatal;

  /** What stopped the stream for good, if anything did. Thread-safe. */
  public Optional<Throwable> fatal() {
    return Optional.ofNullable(fatal);
  }

  /** Waits until something has stopped the stream for good. */
  public void awaitFatal() throws InterruptedException {
    stopped.await();
  }

  /** Takes note of what stopped the stream for good. */
  public void stoppedBy(Throwable failure) {
    fatal = failure;
    log.error("stream stops; restart the aggregator when the cause is gone", failure);
    stopped.countDown();
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
