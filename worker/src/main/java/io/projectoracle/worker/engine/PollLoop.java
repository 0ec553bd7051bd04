package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.Probation;
import io.projectoracle.worker.offset.Tenure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
 * order (see {@link #drain}).
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

  /** How long the end of a drain may take beyond its timeout, to write down that it is over. */
  static final Duration RELEASE_LIMIT = Duration.ofSeconds(3);

  private static final Duration LEFTOVERS_LIMIT = Duration.ofSeconds(2);
  private static final Duration LAG_INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** A race is over by the next poll; what happens ever again is none. */
  private static final int MAX_RACES = 10;

  private final EngineTopics topics;
  private final EngineSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final ClusterCheck clusterCheck;
  private final Committer committer;
  private final Mailbox mailbox = new Mailbox();
  private final Partitions partitions = new Partitions();
  private final InFlightBudget budget;
  private final Outbox outbox;
  private final Intake intake;
  private final TakeOver takeOver;
  private final AtomicInteger readable = new AtomicInteger();
  private final AtomicInteger stuck = new AtomicInteger();
  private final AtomicInteger cutShort = new AtomicInteger();
  private volatile boolean joined;
  private volatile long lag;
  private long lagCountedAt;
  private long lastCommitAt;
  private long commitNotBefore;
  private int races;
  private @Nullable Throwable commitFault;

  /**
   * Set before {@link #closing}: a stop that comes while partitions are handed over lasts no
   * longer.
   */
  private volatile long stopDeadline;

  private volatile boolean closing;
  private volatile @Nullable Throwable failure;

  PollLoop(EngineParts parts, RecordWork work) {
    this.topics = parts.topics();
    this.settings = parts.settings();
    this.consumer = parts.consumer();
    this.clusterCheck = parts.clusterCheck();
    this.committer = parts.committer();
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
            finished -> mailbox.post(() -> recordFinished(finished)));
    this.takeOver =
        new TakeOver(
            partitions, parts.progress(), parts.deadTransactions(), mailbox, this::recovered);
    this.lastCommitAt = System.nanoTime() - settings.commitInterval().toNanos();
    this.commitNotBefore = lastCommitAt;
    this.lagCountedAt = System.nanoTime() - LAG_INTERVAL.toNanos();
  }

  @Override
  public void run() {
    try {
      committer.warmUp();
      awaitCluster();
      consumer.subscribe(List.of(topics.source()), this);
      while (!closing) {
        pollOnce();
      }
      drain(partitions.all());
      publishLeftovers();
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
    beginClosing();
    consumer.wakeup();
  }

  private void beginClosing() {
    if (!closing) {
      stopDeadline = System.nanoTime() + settings.drainTimeout().toNanos();
      closing = true;
    }
  }

  /** What ended the loop, or null. Thread-safe. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Records whose work was given up because it outlasted a drain. Thread-safe. */
  int cutShort() {
    return cutShort.get();
  }

  InFlightBudget budget() {
    return budget;
  }

  /** Partitions that are read. Thread-safe. */
  int readablePartitions() {
    return readable.get();
  }

  /** Partitions that wait for somebody's decision. Thread-safe. */
  int stuckPartitions() {
    return stuck.get();
  }

  /** Whether the group has taken the worker in. Thread-safe. */
  boolean isMember() {
    return joined;
  }

  /** Records of its partitions that have not been taken yet, at the last count. Thread-safe. */
  long lag() {
    return lag;
  }

  /** A worker that cannot begin is no member either: it would only keep partitions from others. */
  private void awaitCluster() {
    while (!closing && !clusterCheck.hasPassed()) {
      waitForMail(CLUSTER_PAUSE);
    }
  }

  private void pollOnce() {
    if (commitFault != null) {
      throw new IllegalStateException("commit thread has failed", commitFault);
    }
    try {
      if (isHeldUp()) {
        awaitResults();
      }
      intake.take(poll());
      step();
      countLagIfDue();
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
      beginClosing();
    } catch (GroupAuthorizationException e) {
      throw e; // The consumer has given its membership up for good.
    } catch (KafkaException e) {
      log.warn("poll failed, trying again seconds={}", RETRY_PAUSE.toSeconds(), e);
      waitForMail(RETRY_PAUSE);
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
    while (left > 0 && isHeldUp() && !closing) {
      waitForMail(Duration.ofNanos(left));
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
    commitIfDue();
    intake.startWork();
    Intake.Changes changes = intake.changes();
    if (!changes.pause().isEmpty()) {
      consumer.pause(changes.pause());
    }
    if (!changes.resume().isEmpty()) {
      consumer.resume(changes.resume());
    }
  }

  private void recordFinished(FinishedRecord finished) {
    long answerBytes = finished.result().bytes();
    finished.owner().ended(finished.offset());
    finished.owner().blameNobody();
    budget.finish(answerBytes);
    outbox.add(
        new FinishedRecord(
            finished.owner(),
            finished.offset(),
            finished.result(),
            finished.bytes() + answerBytes));
  }

  private void commitIfDue() {
    if (outbox.isUnderway() || outbox.size() == 0) {
      return;
    }
    long now = System.nanoTime();
    boolean due =
        outbox.size() >= settings.maxCommitResults()
            || now - lastCommitAt >= settings.commitInterval().toNanos();
    if (!due || now - commitNotBefore < 0) {
      return;
    }
    CommitBatch batch = outbox.next(consumer.groupMetadata());
    if (batch != null) {
      lastCommitAt = now;
      committer.commit(
          batch,
          outcome -> mailbox.post(() -> commitEnded(outcome)),
          fault -> mailbox.post(() -> commitFault = fault));
    }
  }

  private void commitEnded(CommitOutcome outcome) {
    outbox.ended(outcome);
    if (!(outcome instanceof CommitOutcome.Committed)) {
      commitNotBefore = System.nanoTime() + settings.commitInterval().toNanos() * 5;
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
    countPartitions();
  }

  private void claimed(OwnedPartition owner) {
    owner.claimed();
    countPartitions();
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
    countPartitions();
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
      drain(partitions.select(revoked));
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    log.warn("partitions lost, work in flight is given up partitions={}", numbers(lost));
    partitions.lose(partitions.select(lost));
    countPartitions();
  }

  /**
   * Hands partitions over in order: takes nothing more from them, and waits until what is in flight
   * is committed or the drain timeout is over. Runs inside {@code poll()} when the group takes them
   * away, so it must not poll: a nested poll would rejoin the group, and commits for partitions
   * that belong to somebody else would be accepted from then on.
   */
  private void drain(Collection<OwnedPartition> leaving) {
    List<OwnedPartition> draining = List.copyOf(leaving);
    draining.forEach(OwnedPartition::drain);
    long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
    while (draining.stream().anyMatch(partition -> partition.uncommitted() > 0)
        && !isOver(deadline)) {
      waitForMail(BUSY_POLL);
      commitIfDue();
      intake.startWork(); // Of the partitions that stay.
    }
    int left = draining.stream().mapToInt(OwnedPartition::uncommitted).sum();
    if (left > 0) {
      cutShort.addAndGet(left);
      log.warn(
          "drain timeout is over, other workers repeat what is in flight records={} seconds={}",
          left,
          settings.drainTimeout().toSeconds());
    }
    release(draining);
    partitions.lose(draining);
    countPartitions();
  }

  private boolean isOver(long deadline) {
    long now = System.nanoTime();
    return now - deadline >= 0 || (closing && now - stopDeadline >= 0);
  }

  /**
   * What was spent on calls that the drain has cut short shall not be missing from the accounts.
   */
  private void publishLeftovers() {
    long deadline = System.nanoTime() + LEFTOVERS_LIMIT.toNanos();
    while ((budget.records() > 0 || outbox.size() > 0) && System.nanoTime() - deadline < 0) {
      waitForMail(BUSY_POLL);
      commitIfDue();
    }
  }

  /**
   * Writes down that the partitions are left in order. Where that does not work, as while the
   * broker is away, the next owner takes this one for crashed, which is harmless by itself.
   */
  private void release(List<OwnedPartition> leaving) {
    List<OwnedPartition> held = leaving.stream().filter(OwnedPartition::isHeld).toList();
    for (OwnedPartition owner : held) {
      owner.hold(Tenure.State.RELEASED);
      outbox.claim(owner, () -> {});
    }
    long deadline = System.nanoTime() + RELEASE_LIMIT.toNanos();
    while (held.stream().anyMatch(outbox::isClaiming) && System.nanoTime() - deadline < 0) {
      commitIfDue();
      waitForMail(BUSY_POLL);
    }
  }

  private void countLagIfDue() {
    long now = System.nanoTime();
    if (now - lagCountedAt < LAG_INTERVAL.toNanos()) {
      return;
    }
    lagCountedAt = now;
    joined = consumer.groupMetadata().generationId() > 0;
    long count = 0;
    for (OwnedPartition partition : partitions.all()) {
      if (partition.state() == OwnedPartition.State.READING) {
        count += consumer.currentLag(partition.partition()).orElse(0);
      }
    }
    lag = count;
  }

  private void countPartitions() {
    int reading = 0;
    int stopped = 0;
    for (OwnedPartition partition : partitions.all()) {
      reading += partition.state() == OwnedPartition.State.READING ? 1 : 0;
      stopped += partition.state() == OwnedPartition.State.STOPPED ? 1 : 0;
    }
    readable.set(reading);
    stuck.set(stopped);
  }

  private void waitForMail(Duration longest) {
    try {
      mailbox.workOrWait(longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      beginClosing();
    }
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).sorted().toList();
  }
}
