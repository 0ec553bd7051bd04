package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.OffsetMap;
import io.projectoracle.worker.offset.OffsetTracker;
import java.util.HashMap;
import java.util.Map;
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
  private @Nullable OffsetTracker tracker;
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

  /** Its committed offset is known: records may be taken from there. */
  void recovered(OffsetMap committed) {
    tracker = new OffsetTracker(committed);
    state = State.READING;
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

  OffsetTracker tracker() {
    if (tracker == null) {
      throw new IllegalStateException("partition has not been recovered: " + partition);
    }
    return tracker;
  }

  /** Whether the consumer should fetch from it. */
  boolean mayBeRead() {
    return state == State.READING && tracker().accepts();
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
    READING,
    DRAINING,
    STOPPED,
    LOST
  }
}
