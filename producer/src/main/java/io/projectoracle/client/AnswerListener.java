package io.projectoracle.client;

import io.projectoracle.contract.SourcePosition;

/** Told what an {@link AnswerReader} reads, on the thread that reads. */
public interface AnswerListener {
  /** An answer; in the order of its partition, without an order between partitions. */
  void answer(ReceivedAnswer answer);

  /**
   * A record that is no answer.
   *
   * @param position where it stands
   * @param reason what is wrong with it; holds none of its content
   */
  void malformed(SourcePosition position, String reason);
}
