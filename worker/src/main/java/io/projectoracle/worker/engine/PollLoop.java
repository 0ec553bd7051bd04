package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.Probation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poll thread: the only one that touches the consumer and the state of the partitions. It
 * always polls; it waits neither for work nor for a commit, but while partitions are handed over in
 * order (see {@link HandOver}).
 */
final class PollLoop implements Runnable, ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);

  /**
   * How long a poll may wait for records while results may arrive. A poll cannot be woken by them
   * but for the price of an exception, so this is what a result waits at most, and half of it on
   * average.
   */
  private static final Duration BUSY_POLL = Duration.ofMillis(4);

  /** While nothing is in flight only records matter, and those end the wait. */
  private static final Duration IDLE_POLL = Duration.ofMillis(200);

  private static final Duration CLUSTER_PAUSE = Duration.ofMillis(20);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** A race is over by the next poll; what happens ever again is none. */
  private static final int MAX_RACES = 10;

  private final EngineTopics topics;
  private final Consumer<byte[], byte[]> consumer;
  private final ClusterCheck clusterCheck;
  private final Committer committer;
  private final Mailbox mailbox;
  private final Partitions partitions = new Partitions();
  private final InFlightBudget budget;
  private final Outbox outbox;
  private final Intake intake;
  private final TakeOver takeOver;
  private final Commits commits;
  private final HandOver handOver;
  private final LoopFigures figures = new LoopFigures(partitions);
  private final StopSignal stop;
  private int races;
  private volatile @Nullable Throwable failure;

  PollLoop(EngineParts parts, RecordWork work) {
    this.topics = parts.topics();
    EngineSettings settings = parts.settings();
    this.consumer = parts.consumer();
    this.clusterCheck = parts.clusterCheck();
    this.committer = parts.committer();
    this.stop = new StopSignal(settings.drainTimeout());
    this.mailbox = new Mailbox(stop);
    this.budget =
        new InFlightBudget(
            settings.maxInFlight(), settings.maxCommitResults(), settings.maxInFlightBytes());
    this.outbox = new Outbox(settings.maxCommitResults(), budget, parts.metrics());
    this.intake =
        new Intake(
            work,
            budget,
            partitions,
            outbox,
            settings.maxStarts(),
            finished -> mailbox.post(() -> outbox.add(finished)));
    this.takeOver =
        new TakeOver(
            partitions, parts.progress(), parts.deadTransactions(), mailbox, this::recovered);
    this.commits = new Commits(settings, outbox, committer, mailbox, consumer::groupMetadata);
    this.handOver = new HandOver(settings.drainTimeout(), mailbox, intake, outbox, commits, stop);
  }

  @Override
  public void run() {
    try {
      committer.warmUp();
      awaitCluster();
      consumer.subscribe(List.of(topics.source()), this);
      while (!stop.isGiven()) {
        pollOnce();
      }
      leave(List.copyOf(partitions.all()));
      handOver.publishLeftovers(budget);
    } catch (RuntimeException | Error e) {
      // The engine's own fault: its state can no longer be trusted. Another worker takes over.
      failure = e;
      log.error("poll thread ends, partitions go to other workers", e);
    } finally {
      partitions.lose(List.copyOf(partitions.all()));
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
  }

  /** Asks the loop to drain and end. Thread-safe; returns at once. */
  void stop() {
    stop.give();
    consumer.wakeup();
  }

  /** What ended the loop, or null. Thread-safe. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Records whose work was given up because it outlasted a drain. Thread-safe. */
  int cutShort() {
    return handOver.cutShort();
  }

  InFlightBudget budget() {
    return budget;
  }

  LoopFigures figures() {
    return figures;
  }

  /** A worker that cannot begin is no member either: it would only keep partitions from others. */
  private void awaitCluster() {
    while (!stop.isGiven() && !clusterCheck.hasPassed()) {
      mailbox.workOrWait(CLUSTER_PAUSE);
    }
  }

  private void pollOnce() {
    commits.requireWorking();
    try {
      if (isHeldUp()) {
        awaitResults();
      }
      intake.take(poll()).forEach(this::rewind);
      step();
      figures.look(consumer);
    } catch (WakeupException e) {
      // Only stop() wakes the consumer; the loop looks at its flag next.
    } catch (NoOffsetForPartitionException e) {
      // The consumer looked before the assignment's callback gave it a position: see TakeOver.
      log.debug("partition has no committed offset, which its recovery deals with", e);
    } catch (OffsetOutOfRangeException e) {
      for (TopicPartition partition : e.partitions()) {
        OwnedPartition owner = partitions.find(partition);
        if (owner != null) {
          stop(
              owner,
              "its log does not hold the offset to read: records were deleted, or the topic was made"
                  + " anew; see: "
                  + topics.showCommand());
        }
      }
      step(); // Which keeps the consumer from trying again.
    } catch (InterruptException e) {
      stop.give();
    } catch (GroupAuthorizationException e) {
      throw e; // The consumer has given its membership up for good.
    } catch (KafkaException e) {
      log.warn("poll failed, trying again seconds={}", RETRY_PAUSE.toSeconds(), e);
      mailbox.workOrWait(RETRY_PAUSE);
    }
  }

  /**
   * Polls. The consumer's own threads race when partitions go (as in KAFKA-16227): one gives them
   * up while the other collects what is buffered of them, which ends in this exception. What it had
   * collected of other partitions is passed over then, and would count as no records at all.
   */
  private ConsumerRecords<byte[], byte[]> poll() {
    try {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(patience());
      races = 0;
      return records;
    } catch (IllegalStateException e) {
      if (++races > MAX_RACES) {
        throw e;
      }
      log.warn("consumer gave partitions up while it read them, going back to the last record", e);
      partitions.all().forEach(this::rewind);
      return ConsumerRecords.empty();
    }
  }

  private void rewind(OwnedPartition owner) {
    if (owner.state() != OwnedPartition.State.READING) {
      return;
    }
    try {
      consumer.seek(owner.partition(), owner.next());
    } catch (IllegalStateException e) {
      log.debug(
          "partition is going, of which the next poll tells partition={}", owner.partition(), e);
    }
  }

  private Duration patience() {
    if (isIdle()) {
      return IDLE_POLL;
    }
    return isHeldUp() ? Duration.ZERO : BUSY_POLL;
  }

  /** Whether results are needed before more records are. */
  private boolean isHeldUp() {
    return intake.isPaused() && !isIdle();
  }

  /**
   * Waits for results, but no longer than a poll would. Not in a poll: as long as the consumer has
   * records of a paused partition in store, a poll does not wait but looks at them again and again,
   * which takes a whole processor.
   */
  private void awaitResults() {
    long from = System.nanoTime();
    long left = BUSY_POLL.toNanos();
    while (left > 0 && isHeldUp() && !stop.isGiven()) {
      mailbox.workOrGather(Duration.ofNanos(left));
      step();
      left = BUSY_POLL.toNanos() - (System.nanoTime() - from);
    }
  }

  private boolean isIdle() {
    return budget.records() == 0
        && !takeOver.isUnderway()
        && outbox.size() == 0
        && !intake.hasBacklog();
  }

  private void step() {
    mailbox.work();
    commits.startIfDue();
    intake.startWork();
    Intake.Changes changes = intake.changes();
    if (!changes.pause().isEmpty()) {
      consumer.pause(changes.pause());
    }
    if (!changes.resume().isEmpty()) {
      consumer.resume(changes.resume());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    if (assigned.isEmpty()) {
      return;
    }
    consumer.pause(assigned);
    for (TopicPartition partition : assigned) {
      // Any position does while the partition is paused. Without one the consumer would look up the
      // committed offset by itself, and that look-up waits for a dead owner's open transaction.
      consumer.seek(partition, 0);
      partitions.acquire(partition);
    }
    log.info("partitions assigned partitions={}", numbers(assigned));
    takeOver.begin(assigned);
  }

  /**
   * Records are taken only when it is written down who owns the partition: see {@link Probation}.
   */
  private void recovered(OwnedPartition owner, Progress found) {
    if (found instanceof Progress.Known known) {
      owner.recovered(known, budget.maxRecords());
      consumer.seek(owner.partition(), owner.next());
      outbox.claim(owner, () -> claimed(owner));
    } else if (found instanceof Progress.Stuck reason) {
      stop(owner, reason.reason());
    }
    figures.countPartitions();
  }

  private void claimed(OwnedPartition owner) {
    owner.claimed();
    figures.countPartitions();
    int crashes = owner.probation().crashes();
    if (crashes > 0) {
      log.warn(
          "partition was not left in order, some of its records may be at work for a second time"
              + " partition={} crashes={}",
          owner.partition().partition(),
          crashes);
    }
  }

  private void stop(OwnedPartition owner, String reason) {
    owner.stop();
    figures.countPartitions();
    log.error(
        "partition is not read topic={} partition={}: {}",
        owner.partition().topic(),
        owner.partition().partition(),
        reason);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    if (!revoked.isEmpty()) {
      log.info("partitions revoked partitions={}", numbers(revoked));
      leave(partitions.select(revoked));
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    log.warn("partitions lost, work in flight is given up partitions={}", numbers(lost));
    partitions.lose(partitions.select(lost));
    figures.countPartitions();
  }

  private void leave(List<OwnedPartition> leaving) {
    handOver.leave(leaving);
    partitions.lose(leaving);
    figures.countPartitions();
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).sorted().toList();
  }
}
