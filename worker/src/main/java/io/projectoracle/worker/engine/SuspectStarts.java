package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.Tenure;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the records of partitions whose owners keep ending in groups, one group at a time over all
 * such partitions (see {@link io.projectoracle.worker.offset.Probation}). A group of one is started
 * only after it is committed that it will be: if this process ends too, the next owner knows which
 * record was at work. Confined to the poll thread.
 */
final class SuspectStarts {
  private static final Logger log = LoggerFactory.getLogger(SuspectStarts.class);

  private final RecordStart starts;
  private final Partitions partitions;
  private final Outbox outbox;
  private final int maxStarts;
  private final BiConsumer<OwnedPartition, ConsumerRecord<byte[], byte[]>> cleared;

  /** Records that wait for their turn; partitions are served one after another. */
  private final Map<OwnedPartition, Queue<ConsumerRecord<byte[], byte[]>>> waiting =
      new LinkedHashMap<>();

  /** The partition whose turn it is. */
  private @Nullable OwnedPartition current;

  /** Whether it is the turn of a single record. */
  private boolean lone;

  /** Records that were started in this turn. */
  private int started;

  /**
   * @param maxStarts how often a record is started that ends the process each time
   * @param cleared takes records that may be started as any other after all
   */
  SuspectStarts(
      RecordStart starts,
      Partitions partitions,
      Outbox outbox,
      int maxStarts,
      BiConsumer<OwnedPartition, ConsumerRecord<byte[], byte[]>> cleared) {
    this.starts = starts;
    this.partitions = partitions;
    this.outbox = outbox;
    this.maxStarts = maxStarts;
    this.cleared = cleared;
  }

  /**
   * Whether a record of the partition must wait for a turn. While a record is at work alone, those
   * of all partitions with a crash behind them do: else one of those could end the process, and the
   * one that was named would be blamed.
   */
  boolean concern(OwnedPartition owner) {
    return owner.probation().isCareful() || (lone && owner.probation().crashes() > 0);
  }

  /** Takes a record that must be started in a group. */
  void add(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record) {
    waiting.computeIfAbsent(owner, first -> new ArrayDeque<>()).add(record);
  }

  /** Whether records of the partition wait for their turn. */
  boolean isWaiting(OwnedPartition owner) {
    return waiting.containsKey(owner);
  }

  /** Goes on with the next group once the last one is committed. */
  void next() {
    if (current != null && isOver(current)) {
      current.probation().passed(started);
      current = null;
      lone = false;
    }
    if (current == null && !waiting.isEmpty()) {
      forgetOthers();
      waiting.keySet().stream().findFirst().filter(this::mayBegin).ifPresent(this::announce);
    }
  }

  /** Lets go of partitions that call for no care any more, or have gone. */
  private void forgetOthers() {
    waiting.keySet().removeIf(owner -> owner.state() != OwnedPartition.State.READING);
    for (var each = waiting.entrySet().iterator(); each.hasNext(); ) {
      var next = each.next();
      OwnedPartition owner = next.getKey();
      if (!owner.probation().isCareful()) {
        log.info("records are started as usual again partition={}", owner.partition());
        next.getValue().forEach(record -> cleared.accept(owner, record));
        each.remove();
      }
    }
  }

  private boolean mayBegin(OwnedPartition owner) {
    return owner.probation().groupSize() > 1
        || partitions.all().stream().noneMatch(OwnedPartition::hasSuspectAtWork);
  }

  private void announce(OwnedPartition owner) {
    current = owner;
    started = 0;
    int size = owner.probation().groupSize();
    lone = size == 1;
    if (lone) {
      owner.hold(Tenure.State.ALONE);
      outbox.claim(owner, () -> start(owner));
    } else {
      log.warn(
          "suspected records are started together partition={} crashes={} records={}",
          owner.partition(),
          owner.probation().crashes(),
          size);
      take(owner, size, record -> starts.start(owner, record));
    }
  }

  /** Hands on up to so many records, at least one; after that it is another partition's turn. */
  private void take(
      OwnedPartition owner, int most, Consumer<ConsumerRecord<byte[], byte[]>> taken) {
    Queue<ConsumerRecord<byte[], byte[]>> records = waiting.remove(owner);
    if (records == null) {
      return;
    }
    do {
      taken.accept(records.remove());
      started++;
    } while (!records.isEmpty() && started < most && starts.hasRoom());
    if (!records.isEmpty()) {
      waiting.put(owner, records);
    }
  }

  /** Whether nothing more comes of the turn: its record is committed, or the partition has gone. */
  private boolean isOver(OwnedPartition owner) {
    return owner.state() == OwnedPartition.State.LOST
        || (owner.uncommitted() == 0 && !outbox.isClaiming(owner));
  }

  private void start(OwnedPartition owner) {
    if (owner.state() == OwnedPartition.State.READING) {
      take(owner, 1, record -> start(owner, record, owner.probation().deaths()));
    } else {
      owner.blameNobody();
    }
  }

  private void start(OwnedPartition owner, ConsumerRecord<byte[], byte[]> record, int deaths) {
    if (deaths < maxStarts) {
      log.warn(
          "record is started alone partition={} offset={} crashes={} deaths={}",
          owner.partition(),
          record.offset(),
          owner.probation().crashes(),
          deaths);
      starts.start(owner, record);
      return;
    }
    log.error(
        "record is given up, the processes that started it have ended partition={} offset={} deaths={}",
        owner.partition(),
        record.offset(),
        deaths);
    if (deaths == maxStarts) {
      starts.giveUp(owner, record, deaths);
    } else {
      starts.giveUpUnread(owner, record, deaths);
    }
  }
}
