package io.projectoracle.client;

/**
 * What a subscriber does with an answer. Called on the subscription's own thread, one answer at a
 * time.
 */
@FunctionalInterface
public interface AnswerHandler {
  /**
   * Takes an answer. When this returns the answer counts as handled and is handed over no more,
   * except after a crash: so it may come twice, and {@link
   * io.projectoracle.contract.Answer#source()} tells, since each position of a query has one
   * answer.
   *
   * <p>A call may take as long as Kafka's {@code max.poll.interval.ms}, by default five minutes;
   * one that takes longer loses its partitions to others of the group, who are handed its answer
   * again.
   *
   * @throws Exception if the answer could not be handled; it is handed over again after a while, at
   *     most as often as the settings say, then the subscription ends
   */
  void handle(ReceivedAnswer answer) throws Exception;
}
