package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.OffsetTracker;
import io.projectoracle.worker.offset.PartitionProgress;
import io.projectoracle.worker.offset.Probation;
import io.projectoracle.worker.offset.Tenure;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A partition from its assignment to its loss. An object is one period of ownership: a result
 * counts only if the partition is still, and not again, owned through the same object. Confined to
 * the poll thread.
 */
final class OwnedPartition {
  private final TopicPartition partition;
  private final Map<Long, RecordWork.Running> running = new HashMap<>();
  private State state = State.RECOVERING;
  private Tenure.State tenure = Tenure.State.HELD;
  private @Nullable Recovered recovered;
  private boolean paused = true;

  /** Records started whose result has not been committed. */
  private int uncommitted;

  OwnedPartition(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  State state() {
    return state;
  }

  /**
   * Its committed offset is known: it can be claimed.
   *
   * @param maxInFlight most records that its last owner can have started and not finished
   */
  void recovered(Progress.Known known, int maxInFlight) {
    PartitionProgress committed = known.committed();
    recovered =
        new Recovered(
            new OffsetTracker(committed.finished()),
            new Probation(committed.tenure().inherited(), known.logEnd(), maxInFlight));
    recovered.probation().reached(recovered.tracker().base());
    state = State.CLAIMING;
  }

  /** It is written down who owns it: records may be taken. */
  void claimed() {
    if (state == State.CLAIMING) {
      state = State.READING;
    }
  }

  /** Nothing is taken from it any more, though what is in flight still counts. */
  void drain() {
    if (state != State.LOST) {
      state = State.DRAINING;
    }
  }

  /** It cannot be read without somebody's decision. */
  void stop() {
    state = State.STOPPED;
  }

  /** It belongs to somebody else: what is in flight counts no more. */
  void lose() {
    state = State.LOST;
    Map<Long, RecordWork.Running> aborted = Map.copyOf(running);
    running.clear();
    aborted.values().forEach(RecordWork.Running::abort);
  }

  /**
   * What is to be written down from now on of how it is held.
   *
   * @param now {@link Tenure.State#ALONE} before its lowest unfinished record is started alone
   */
  void hold(Tenure.State now) {
    // Who has left does not come back: a record that ends meanwhile changes nothing about that.
    if (tenure != Tenure.State.RELEASED) {
      tenure = now;
    }
  }

  /** A record's work has ended: it is not to blame, should this process end now. */
  void blameNobody() {
    if (tenure == Tenure.State.ALONE) {
      tenure = Tenure.State.HELD;
    }
  }

  /** Whether a record is at work that may have ended predecessors. */
  boolean hasSuspectAtWork() {
    return recovered != null && recovered.probation().crashes() > 0 && uncommitted > 0;
  }

  /** Whether it is written down, or may be, that this is its owner. */
  boolean isHeld() {
    return recovered != null;
  }

  /** Takes note of a delivered record; says whether it needs work. */
  boolean deliver(long offset) {
    boolean needsWork = tracker().start(offset);
    probation().reached(tracker().base());
    if (needsWork) {
      probation().delivered(offset);
    }
    return needsWork;
  }

  /** Takes note of a record's end. */
  void finish(long offset) {
    boolean lowest = offset == tracker().base();
    tracker().finish(offset);
    if (lowest) {
      probation().finishedLowest();
    }
    probation().reached(tracker().base());
  }

  /** What may be committed now. */
  OffsetAndMetadata progress() {
    PartitionProgress progress =
        new PartitionProgress(tracker().snapshot(), probation().tenure(tenure));
    return new OffsetAndMetadata(progress.finished().base(), progress.metadata());
  }

  Probation probation() {
    return recoveredOrThrow().probation();
  }

  /** Whether the consumer should fetch from it, as far as its own state and room go. */
  boolean mayBeRead() {
    return state == State.READING && tracker().accepts();
  }

  /** The next offset to be delivered. */
  long next() {
    return tracker().next();
  }

  private OffsetTracker tracker() {
    return recoveredOrThrow().tracker();
  }

  private Recovered recoveredOrThrow() {
    if (recovered == null) {
      throw new IllegalStateException("partition has not been recovered: " + partition);
    }
    return recovered;
  }

  boolean isPaused() {
    return paused;
  }

  void paused(boolean nowPaused) {
    paused = nowPaused;
  }

  void started(long offset, RecordWork.Running work) {
    running.put(offset, work);
  }

  void ended(long offset) {
    running.remove(offset);
  }

  void countUncommitted(int change) {
    uncommitted += change;
  }

  int uncommitted() {
    return uncommitted;
  }

  enum State {
    /** Its committed offset is being asked for. */
    RECOVERING,
    /** Its new owner is being written down. */
    CLAIMING,
    READING,
    DRAINING,
    STOPPED,
    LOST
  }

  private record Recovered(OffsetTracker tracker, Probation probation) {}
}
