package io.projectoracle.worker.engine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.worker.engine.World.Position;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.offset.Tenure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A worker's state as it is, with its consumer, its commits and its work reduced to steps. */
final class ModelWorker implements RecordWork {
  static final int MAX_IN_FLIGHT = 8;
  private static final int MAX_RESULTS = 5;
  static final int MAX_STARTS = 2;
  private static final ConsumerGroupMetadata GROUP =
      new MockConsumer<byte[], byte[]>("none").groupMetadata();
  private static final WorkerMetrics METRICS = new WorkerMetrics(new SimpleMeterRegistry());

  private final World world;
  private final SplittableRandom random;
  private final Partitions partitions = new Partitions();
  private final InFlightBudget budget =
      new InFlightBudget(MAX_IN_FLIGHT, MAX_RESULTS, Long.MAX_VALUE);
  private final Outbox outbox = new Outbox(MAX_RESULTS, budget, METRICS);
  private final Intake intake;
  private final Queue<FinishedRecord> mail = new ArrayDeque<>();
  private final Map<Position, Consumer<WorkResult>> running = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Set<TopicPartition> paused = new HashSet<>();

  /** Records that were started here, by partition. */
  private final Map<TopicPartition, Set<Position>> started = new HashMap<>();

  private @Nullable CommitBatch batch;
  private boolean fenced;
  private boolean dying;
  private boolean dead;

  ModelWorker(World world, SplittableRandom random) {
    this.world = world;
    this.random = random;
    this.intake = new Intake(this, budget, partitions, outbox, MAX_STARTS, mail::add);
  }

  /** How a commit ends. */
  enum Fate {
    COMMITTED,
    ABORTED,
    RESOLVED_COMMITTED,
    RESOLVED_ABORTED
  }

  void assign(TopicPartition partition) {
    learnOfFencing();
    OwnedPartition owner = partitions.acquire(partition);
    paused.add(partition);
    owner.recovered(world.progress(partition), budget.maxRecords());
    positions.put(partition, owner.next());
    outbox.claim(owner, owner::claimed);
  }

  /** One turn of the loop: takes what the consumer has, deals with the mail, starts work. */
  void poll() {
    if (dead) {
      return;
    }
    if (fenced && random.nextInt(3) == 0) {
      learnOfFencing();
    }
    intake.take(delivered());
    deliverMail();
    turn();
    dieIfPoisoned();
  }

  private void turn() {
    intake.startWork();
    Intake.Changes changes = intake.changes();
    paused.addAll(changes.pause());
    changes.resume().forEach(paused::remove);
  }

  private ConsumerRecords<byte[], byte[]> delivered() {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    for (OwnedPartition owner : partitions.all()) {
      TopicPartition partition = owner.partition();
      if (paused.contains(partition) || !positions.containsKey(partition)) {
        continue;
      }
      List<ConsumerRecord<byte[], byte[]>> next = new ArrayList<>();
      long position = positions.getOrDefault(partition, 0L);
      for (int i = random.nextInt(4); i > 0 && position < world.end(partition); i--) {
        next.add(
            new ConsumerRecord<>(
                partition.topic(), partition.partition(), position++, new byte[1], new byte[9]));
      }
      positions.put(partition, position);
      if (!next.isEmpty()) {
        records.put(partition, next);
      }
    }
    return new ConsumerRecords<>(records, Map.of());
  }

  void completeAny() {
    List<Position> all = List.copyOf(running.keySet());
    if (!all.isEmpty()) {
      complete(all.get(random.nextInt(all.size())));
    }
  }

  void completeAll() {
    List.copyOf(running.keySet()).forEach(this::complete);
  }

  private void complete(Position position) {
    Consumer<WorkResult> done = running.remove(position);
    if (done != null && !dead) {
      done.accept(result());
    }
  }

  private void deliverMail() {
    for (FinishedRecord finished = mail.poll(); finished != null; finished = mail.poll()) {
      outbox.add(finished);
    }
  }

  void commit(Fate fate) {
    deliverMail();
    beginCommit();
    endCommit(fate);
  }

  void beginCommit() {
    if (!dead && !outbox.isUnderway()) {
      batch = outbox.next(GROUP);
    }
  }

  void endCommit(Fate fate) {
    CommitBatch ending = batch;
    if (ending == null || dead) {
      return;
    }
    batch = null;
    // The membership that it carries is checked by the broker.
    Fate checked = fenced ? Fate.ABORTED : fate;
    if (checked == Fate.COMMITTED || checked == Fate.RESOLVED_COMMITTED) {
      world.apply(ending);
    }
    outbox.ended(outcome(checked, ending));
    dieIfPoisoned();
  }

  private CommitOutcome outcome(Fate fate, CommitBatch ended) {
    return switch (fate) {
      case COMMITTED -> new CommitOutcome.Committed();
      case ABORTED -> new CommitOutcome.Aborted();
      case RESOLVED_COMMITTED, RESOLVED_ABORTED -> {
        Map<TopicPartition, Progress> read = new HashMap<>();
        ended.offsets().keySet().forEach(each -> read.put(each, world.progress(each)));
        yield new CommitOutcome.Resolved(read);
      }
    };
  }

  /** As the poll loop's drain; {@code cutShort} leaves what is running to the next owner. */
  void handOver(TopicPartition partition, boolean cutShort) {
    endCommit(Fate.COMMITTED);
    OwnedPartition owner = partitions.find(partition);
    if (owner == null) {
      return;
    }
    owner.drain();
    if (!cutShort) {
      while (owner.uncommitted() > 0 && !dead) {
        completeAll();
        commit(Fate.COMMITTED);
      }
    }
    excuse(partition);
    if (owner.isHeld()) {
      owner.hold(Tenure.State.RELEASED);
      outbox.claim(owner, () -> {});
      while (outbox.isClaiming(owner) && !dead) {
        commit(Fate.COMMITTED);
      }
    }
    if (!dead) {
      lose(List.of(owner));
    }
  }

  /** Its session is over, which it does not know yet. */
  void fence() {
    fenced = true;
    Set.copyOf(started.keySet()).forEach(this::excuse);
  }

  private void learnOfFencing() {
    if (fenced) {
      fenced = false;
      List<OwnedPartition> stale =
          partitions.all().stream().filter(each -> !world.owns(this, each.partition())).toList();
      lose(stale);
      batch = null;
      if (outbox.isUnderway()) {
        outbox.ended(new CommitOutcome.Aborted());
      }
    }
  }

  private void lose(List<OwnedPartition> lost) {
    partitions.lose(lost);
    lost.forEach(owner -> positions.remove(owner.partition()));
    deliverMail();
  }

  /**
   * Ends its process.
   *
   * @param committed whether the transaction under way went through
   */
  void crash(boolean committed) {
    if (batch != null && committed && !fenced) {
      world.apply(batch);
    }
    dead = true;
    Set.copyOf(started.keySet()).forEach(this::excuse);
  }

  /** Whatever of a partition was started and has no result may be repeated. */
  private void excuse(TopicPartition partition) {
    Set<Position> unfinished = started.remove(partition);
    if (unfinished != null) {
      unfinished.forEach(world::excusedIfOpen);
    }
  }

  private void dieIfPoisoned() {
    if (dying && !dead) {
      world.crash(this);
    }
  }

  /** What is still counted as in flight though nothing is. */
  Optional<String> leak() {
    learnOfFencing();
    endCommit(Fate.COMMITTED);
    for (int i = 0; i < 3; i++) {
      commit(Fate.COMMITTED);
    }
    return budget.records() == 0 && budget.bytes() == 0 && outbox.size() == 0
        ? Optional.empty()
        : Optional.of(
            "in flight: %d records, %d bytes, %d in the outbox"
                .formatted(budget.records(), budget.bytes(), outbox.size()));
  }

  @Override
  public Running start(ConsumerRecord<byte[], byte[]> record, Consumer<WorkResult> done) {
    Position position = new Position(record.partition(), record.offset());
    world.started(position);
    if (fenced) {
      world.excused(position); // It cannot know yet that the record is another's.
    } else {
      started
          .computeIfAbsent(
              new TopicPartition(record.topic(), record.partition()), first -> new HashSet<>())
          .add(position);
    }
    dying |= world.isPoison(position);
    running.put(position, done);
    return () -> complete(position);
  }

  @Override
  public WorkResult giveUp(ConsumerRecord<byte[], byte[]> record, int deaths) {
    world.givenUp(new Position(record.partition(), record.offset()));
    return result();
  }

  @Override
  public WorkResult giveUpUnread(ConsumerRecord<byte[], byte[]> record, int deaths) {
    return giveUp(record, deaths);
  }

  private static WorkResult result() {
    return new WorkResult(List.of(), List::of);
  }
}
