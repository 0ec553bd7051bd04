package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.Probation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
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
 * The poll thread: the only one that touches the consumers and the state of the partitions. It
 * always polls; it waits neither for work nor for a commit.
 *
 * <p>There are two consumers. One is the member of the group: it says which partitions are owned,
 * and fetches nothing. The other fetches, and knows no group. So the partitions that stay are read
 * on while others are handed over, which happens inside the member's poll (see {@link HandOver}).
 */
final class PollLoop implements Runnable, ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);

  /**
   * How long a poll may wait for records while results may arrive. A poll cannot be woken by them
   * but for the price of an exception, so this is what a result waits at most, and half of it on
   * average.
   */
  private static final Duration BUSY_POLL = Duration.ofMillis(4);

  /** While nothing is in flight, records end the wait, and a change of the assignment waits. */
  private static final Duration IDLE_POLL = Duration.ofMillis(50);

  /** Least time between polls of the member: each wakes its thread, and it has no records. */
  private static final long MEMBER_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final Duration CLUSTER_PAUSE = Duration.ofMillis(20);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final EngineTopics topics;
  private final Consumer<byte[], byte[]> member;
  private final Fetcher fetcher;
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
  private long memberPolledAt = System.nanoTime() - MEMBER_PAUSE_NANOS;
  private @Nullable RuntimeException callbackFault;
  private volatile @Nullable Throwable failure;

  PollLoop(EngineParts parts, RecordWork work) {
    this.topics = parts.topics();
    EngineSettings settings = parts.settings();
    this.member = parts.member();
    this.fetcher = parts.fetcher();
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
    this.commits = new Commits(settings, outbox, committer, mailbox, member::groupMetadata);
    this.handOver = new HandOver(settings.drainTimeout(), outbox, stop, this::serve);
  }

  @Override
  public void run() {
    try {
      committer.warmUp();
      awaitCluster();
      member.subscribe(List.of(topics.source()), this);
      while (!stop.isGiven()) {
        pollMember();
        serve();
      }
      leave(List.copyOf(partitions.all()));
      handOver.publishLeftovers(budget);
    } catch (RuntimeException | Error e) {
      // The engine's own fault: its state can no longer be trusted. Another worker takes over.
      failure = e;
      log.error("poll thread ends, partitions go to other workers", e);
    } finally {
      partitions.lose(List.copyOf(partitions.all()));
      close();
    }
  }

  private void close() {
    try {
      member.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    } finally {
      fetcher.close(CLOSE_TIMEOUT);
    }
  }

  /** Asks the loop to drain and end. Thread-safe; returns at once. */
  void stop() {
    stop.give();
    member.wakeup();
    fetcher.wakeup();
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

  private void pollMember() {
    long now = System.nanoTime();
    if (now - memberPolledAt < MEMBER_PAUSE_NANOS) {
      return;
    }
    memberPolledAt = now;
    try {
      member.poll(Duration.ZERO);
    } catch (WakeupException e) {
      // Only stop() wakes the consumers; the loop looks at its flag next.
    } catch (NoOffsetForPartitionException e) {
      // The consumer looked before the assignment's callback gave it a position.
      log.debug("partition has no committed offset, which its recovery deals with", e);
    } catch (InterruptException e) {
      stop.give();
    } catch (GroupAuthorizationException e) {
      throw e; // The consumer has given its membership up for good.
    } catch (KafkaException e) {
      requireNoFault();
      rest(e);
    }
  }

  /** Takes records and results, starts work and commits. Waits some milliseconds for either. */
  private void serve() {
    commits.requireWorking();
    if (stop.isGiven()) {
      partitions.all().forEach(OwnedPartition::drain);
    }
    if (isHeldUp()) {
      awaitResults();
    }
    fetch();
    step();
  }

  private void fetch() {
    if (fetcher.isEmpty()) {
      mailbox.workOrWait(patience());
      return;
    }
    try {
      intake.take(fetcher.poll(patience())).forEach(this::rewind);
    } catch (WakeupException e) {
      // As above.
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
    } catch (InterruptException e) {
      stop.give();
    } catch (KafkaException e) {
      rest(e);
    }
  }

  private void rest(KafkaException e) {
    log.warn("poll failed, trying again seconds={}", RETRY_PAUSE.toSeconds(), e);
    mailbox.workOrWait(RETRY_PAUSE);
  }

  private void rewind(OwnedPartition owner) {
    fetcher.seek(owner.partition(), owner.next());
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
    while (left > 0 && isHeldUp()) {
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
    fetcher.apply(intake.changes());
    figures.look(member, fetcher);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    if (!assigned.isEmpty()) {
      guard(() -> take(assigned));
    }
  }

  private void take(Collection<TopicPartition> assigned) {
    try {
      member.pause(assigned);
      // Any position does while the partition is paused. Without one the consumer would look up the
      // committed offset by itself, and that look-up waits for a dead owner's open transaction.
      assigned.forEach(partition -> member.seek(partition, 0));
    } catch (IllegalStateException e) {
      log.debug("partitions are going again, of which the next poll tells", e);
      return;
    }
    fetcher.remove(assigned);
    assigned.forEach(partitions::acquire);
    log.info("partitions assigned partitions={}", numbers(assigned));
    takeOver.begin(assigned);
  }

  /**
   * Records are taken only when it is written down who owns the partition: see {@link Probation}.
   */
  private void recovered(OwnedPartition owner, Progress found) {
    if (found instanceof Progress.Known known) {
      owner.recovered(known, budget.maxRecords());
      fetcher.add(owner.partition(), owner.next());
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
      guard(() -> leave(partitions.select(revoked)));
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    log.warn("partitions lost, work in flight is given up partitions={}", numbers(lost));
    guard(() -> lose(partitions.select(lost)));
  }

  /** What a callback throws comes out of the poll as any failure of it, which is tried again. */
  private void guard(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      callbackFault = e;
      throw e;
    }
  }

  private void requireNoFault() {
    if (callbackFault != null) {
      throw new IllegalStateException("a change of the assignment has failed", callbackFault);
    }
  }

  private void leave(List<OwnedPartition> leaving) {
    handOver.leave(leaving);
    lose(leaving);
  }

  private void lose(List<OwnedPartition> lost) {
    fetcher.remove(lost.stream().map(OwnedPartition::partition).toList());
    partitions.lose(lost);
    figures.countPartitions();
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).sorted().toList();
  }
}
