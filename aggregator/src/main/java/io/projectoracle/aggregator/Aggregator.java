package io.projectoracle.aggregator;

import io.projectoracle.aggregator.figures.FiguresReport;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps figures of all usage events, each counted exactly once whatever is restarted in between.
 * Thread-safe.
 *
 * <p>Several aggregators of one application id share the partitions of the usage topic, and each
 * reports its own part.
 */
public final class Aggregator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Aggregator.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  private final KafkaStreams streams;
  private final StreamedFigures figures;
  private final UsageOffsets offsets;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Aggregator(KafkaStreams streams, UsageOffsets offsets) {
    this.streams = streams;
    this.figures = new StreamedFigures(() -> streams);
    this.offsets = offsets;
  }

  /**
   * Starts the stream and returns while it joins its group and restores its figures.
   *
   * @throws IllegalStateException if the usage topic does not exist
   * @throws org.apache.kafka.common.KafkaException if the cluster cannot be reached, or a setting
   *     is refused
   * @throws InterruptedException if interrupted while asking the cluster; nothing is left running
   */
  public static Aggregator start(AggregatorSettings settings) throws InterruptedException {
    try (var check = new UsageTopicCheck(settings)) {
      check.require();
    }
    var offsets = new UsageOffsets(settings);
    try {
      var streams = started(settings);
      log.info(
          "aggregator started topic={} applicationId={}",
          settings.topic(),
          settings.applicationId());
      return new Aggregator(streams, offsets);
    } catch (RuntimeException e) {
      offsets.close();
      throw e;
    }
  }

  /**
   * All figures now; they may be ahead of what is committed by a commit interval. Does not block.
   *
   * @throws FiguresUnavailableException if the stream is not running
   */
  public FiguresReport figures() {
    return figures.report();
  }

  /** State of the stream. */
  public KafkaStreams.State state() {
    return figures.state();
  }

  /**
   * Whether everything that is visible in the usage topic now is in the figures and committed.
   * Blocks for a few round trips to the cluster.
   *
   * @throws FiguresUnavailableException if the stream has stopped
   * @throws org.apache.kafka.common.KafkaException if the cluster cannot be reached
   */
  public boolean caughtUp() throws InterruptedException {
    return awaitEnd(Duration.ZERO);
  }

  /**
   * Waits until everything that is visible in the usage topic at the time of the call is in the
   * figures and committed. Asks the cluster every 50 ms.
   *
   * @return false if the limit came first
   * @throws FiguresUnavailableException if the stream has stopped
   * @throws org.apache.kafka.common.KafkaException if the cluster cannot be reached
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    var startNanos = System.nanoTime();
    var ahead = offsets.ahead(offsets.ends());
    while (!ahead.isEmpty() || state() != KafkaStreams.State.RUNNING) {
      if (state().hasCompletedShutdown() || state().isShuttingDown()) {
        throw new FiguresUnavailableException("stream has stopped, its state is " + state(), null);
      }
      if (System.nanoTime() - startNanos >= limit.toNanos()) {
        return false;
      }
      if (closed.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new FiguresUnavailableException("aggregator is closed", null);
      }
      ahead = offsets.ahead(ahead);
    }
    return true;
  }

  /** Stops the stream within 10 seconds; its figures stay in its changelog topic. */
  @Override
  public void close() {
    closed.countDown();
    var options =
        CloseOptions.timeout(CLOSE_LIMIT)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(options)) {
      log.warn("stream did not stop in time limit={}", CLOSE_LIMIT);
    }
    offsets.close();
  }

  private static KafkaStreams started(AggregatorSettings settings) {
    var builder = new StreamsBuilder();
    UsageTopology.addTo(builder, settings.topic(), settings.maxPairs());
    var config = new Properties();
    config.putAll(settings.streamsConfig());
    var streams = new KafkaStreams(builder.build(), config);
    try {
      streams.setUncaughtExceptionHandler(new StreamFailurePolicy());
      streams.start();
      return streams;
    } catch (RuntimeException e) {
      streams.close(CLOSE_LIMIT);
      throw e;
    }
  }
}
