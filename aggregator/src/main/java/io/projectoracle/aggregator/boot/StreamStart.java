package io.projectoracle.aggregator.boot;

import io.projectoracle.aggregator.AggregatorSettings;
import io.projectoracle.aggregator.StreamFailurePolicy;
import io.projectoracle.aggregator.UsageTopicCheck;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/**
 * Starts the stream as soon as the cluster answers and has the usage topic, and tells until then
 * what it waits for: a stream that starts without its topic stops for good. Thread-safe.
 */
final class StreamStart implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(StreamStart.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final UsageTopicCheck topic;
  private final StreamsBuilderFactoryBean stream;
  private final StreamFailurePolicy failures;
  private volatile @Nullable Thread thread;
  private volatile @Nullable String waitingFor;

  StreamStart(
      AggregatorSettings settings, StreamsBuilderFactoryBean stream, StreamFailurePolicy failures) {
    this.topic = new UsageTopicCheck(settings);
    this.stream = stream;
    this.failures = failures;
  }

  /** What the start waits for, and how to mend it; empty once the stream has been started. */
  Optional<String> waitingFor() {
    return Optional.ofNullable(waitingFor);
  }

  /** Returns at once. */
  @Override
  public void start() {
    Thread starting = new Thread(this::run, "oracle-aggregator-start");
    thread = starting;
    starting.start();
  }

  private void run() {
    try {
      awaitTopic();
      stream.start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Stopped before there was anything to start.
    } catch (RuntimeException e) {
      failures.stoppedBy(e);
    }
  }

  private void awaitTopic() throws InterruptedException {
    try (topic) {
      while (!isTopicThere()) {
        TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
      }
    }
  }

  private boolean isTopicThere() throws InterruptedException {
    try {
      topic.require();
      waitingFor = null;
      return true;
    } catch (IllegalStateException | KafkaException e) {
      String reason = Reasons.of(e);
      if (!reason.equals(waitingFor)) {
        log.error("waiting for the cluster: {}", reason);
      }
      waitingFor = reason;
      return false;
    }
  }

  @Override
  public void stop() {
    Thread starting = thread;
    if (starting == null) {
      return;
    }
    starting.interrupt();
    try {
      starting.join(STOP_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** Stopped before the stream is, which it must not start afterwards. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
