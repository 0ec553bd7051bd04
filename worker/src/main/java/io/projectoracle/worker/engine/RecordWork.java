package io.projectoracle.worker.engine;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is to be done with a record: the seam between the engine and what it is used for. */
public interface RecordWork {
  /**
   * Whether work can begin. Until it can, nothing is taken from any partition. Called on the poll
   * thread, often.
   */
  default boolean isReady() {
    return true;
  }

  /**
   * Begins the work. Called on the poll thread: must neither block nor throw.
   *
   * @param done told the result exactly once, on any thread, possibly before this returns; also
   *     after an abort
   */
  Running start(ConsumerRecord<byte[], byte[]> record, Consumer<WorkResult> done);

  /**
   * Ends a record without any work on it, since each process that started it has ended. Called on
   * the poll thread: must neither block nor throw.
   *
   * @param deaths processes that ended after they had started this record and no other suspect
   */
  WorkResult giveUp(ConsumerRecord<byte[], byte[]> record, int deaths);

  /**
   * As {@link #giveUp}, for a record that has ended a process even there: its value must not be
   * looked into.
   */
  WorkResult giveUpUnread(ConsumerRecord<byte[], byte[]> record, int deaths);

  /** Work that has begun. */
  interface Running {
    /** The record belongs to another worker now: end the work soon. */
    void abort();
  }
}
