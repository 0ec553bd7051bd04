package io.projectoracle.worker.engine;

import io.projectoracle.worker.metrics.WorkerMeter;
import io.projectoracle.worker.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic as a member of a group, has work done on each record, and publishes each result in
 * one transaction with the record's offset: exactly one result is visible to {@code read_committed}
 * readers for each record, in whatever order the work ends. Thread-safe.
 *
 * <p>It is a plain consumer loop, since listener containers pause the consumer until a whole poll
 * is done: one slow record would stall all others.
 */
public final class Engine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  /** Beyond the drain: to write down its end, leave the group and close the clients. */
  private static final Duration CLOSE_MARGIN = Duration.ofSeconds(15);

  private final Admin admin;
  private final Committer committer;
  private final PollLoop loop;
  private final Thread thread;
  private final Duration drainTimeout;
  private final ClusterCheck clusterCheck;

  private Engine(
      Admin admin,
      ClusterCheck clusterCheck,
      Committer committer,
      PollLoop loop,
      Thread thread,
      Duration drainTimeout) {
    this.admin = admin;
    this.clusterCheck = clusterCheck;
    this.committer = committer;
    this.loop = loop;
    this.thread = thread;
    this.drainTimeout = drainTimeout;
  }

  /**
   * Starts the engine's threads and returns; it connects by itself, and goes on trying.
   *
   * @param worker name of the worker, unique in the group
   * @param topics what it reads and writes, and as which group
   * @param kafka settings for all Kafka clients
   * @throws IllegalArgumentException if the settings contradict each other
   */
  public static Engine start(
      String worker,
      EngineTopics topics,
      Map<String, Object> kafka,
      EngineSettings settings,
      RecordWork work,
      WorkerMetrics metrics) {
    EngineClients clients = new EngineClients(worker, topics.group(), kafka);
    var member = clients.member(settings.drainTimeout());
    Fetcher fetcher = new Fetcher(clients.fetcher());
    Admin admin = clients.admin();
    ProgressReader progress = new ProgressReader(admin, topics, settings.startFrom());
    Committer committer = new Committer(clients::producer, progress, metrics);
    DeadTransactions deadTransactions =
        new DeadTransactions(admin, topics.group(), clients.transactionalIdPrefix());
    ClusterCheck clusterCheck =
        new ClusterCheck(admin, topics, new FirstOffsetsCheck(admin, topics, settings.startFrom()))
            .start();
    PollLoop loop =
        new PollLoop(
            new EngineParts(
                topics,
                settings,
                member,
                fetcher,
                progress,
                deadTransactions,
                clusterCheck,
                committer,
                metrics),
            work);
    Thread thread = new Thread(loop, "oracle-worker-poll");
    LoopFigures figures = loop.figures();
    metrics.gauge(WorkerMeter.IN_FLIGHT, loop.budget()::records);
    metrics.gauge(WorkerMeter.IN_FLIGHT_BYTES, loop.budget()::bytes);
    metrics.gauge(WorkerMeter.PARTITIONS, figures::reading, "reading");
    metrics.gauge(WorkerMeter.PARTITIONS, figures::stuck, "stuck");
    metrics.gauge(WorkerMeter.LAG, figures::lag);
    thread.start();
    return new Engine(admin, clusterCheck, committer, loop, thread, settings.drainTimeout());
  }

  /** Partitions that are read right now. */
  public int readablePartitions() {
    return loop.figures().reading();
  }

  /** Partitions that wait for somebody's decision; the log names the remedy. */
  public int stuckPartitions() {
    return loop.figures().stuck();
  }

  /** What the cluster lacks or refuses, and how to mend it. */
  public Optional<String> clusterProblem() {
    return clusterCheck.problem().or(committer::refusal);
  }

  /** Whether the group has taken the worker in; it may still own no partition. */
  public boolean isMember() {
    return loop.figures().isMember();
  }

  /** Records of the worker's partitions that it has not taken yet, as of the last second. */
  public long lag() {
    return loop.figures().lag();
  }

  /** Records from their start to their commit. */
  public int inFlight() {
    return loop.budget().records();
  }

  /** What ended the engine before it was closed, if anything did. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(loop.failure());
  }

  /**
   * Waits until the engine has ended, by itself or because it was closed.
   *
   * @return what ended it before it was closed, if anything did
   */
  public Optional<Throwable> awaitEnd() throws InterruptedException {
    thread.join();
    return failure();
  }

  /** Records given up because they outlasted a drain; another worker repeats them. */
  public int cutShort() {
    return loop.cutShort();
  }

  /**
   * Takes nothing more, waits up to the drain timeout until what is in flight is committed, and
   * leaves the group. Blocks until then.
   */
  @Override
  public void close() {
    clusterCheck.close();
    loop.stop();
    try {
      thread.join(drainTimeout.plus(CLOSE_MARGIN).toMillis());
      if (thread.isAlive()) {
        log.warn("poll thread did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    committer.close();
    admin.close(Duration.ZERO);
  }
}
