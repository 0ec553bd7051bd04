package io.projectoracle.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription at work: hands answers to its handler on a thread of its own, at least once each,
 * in the order of their partition. Thread-safe.
 */
public final class AnswerSubscription implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AnswerSubscription.class);

  private final SubscriptionLoop loop;
  private final Consumer<byte[], byte[]> consumer;
  private final Duration closeTimeout;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;

  AnswerSubscription(
      String group,
      SubscriptionLoop loop,
      Consumer<byte[], byte[]> consumer,
      Duration closeTimeout) {
    this.loop = loop;
    this.consumer = consumer;
    this.closeTimeout = closeTimeout;
    this.thread = new Thread(this::run, "oracle-client-subscription-" + group);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The end of the subscription: completed when it was closed, exceptionally with an {@link
   * OracleClientException} if it gave up. What was handled before is committed in either case; the
   * answer that could not be handled is the first one the group is handed next time.
   */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /**
   * Ends the subscription. Waits for the handler to return and the position to be committed, at
   * most for the client's close timeout; a handler that calls it does not wait for itself.
   */
  @Override
  public void close() {
    stop();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, closeTimeout.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the subscription end without waiting for it. */
  void stop() {
    loop.stop();
  }

  private void run() {
    Throwable failure = null;
    try (consumer) {
      loop.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    // Only now that the group is left: whoever waits for the end may subscribe again.
    if (failure == null) {
      ended.complete(null);
    } else {
      log.error("subscription ended: {}", failure.getMessage());
      ended.completeExceptionally(failure);
    }
  }
}
