package io.projectoracle.benchmarks.latency;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Status;

/** How much of a query's time was the model's. */
interface ModelTime {
  /** Microseconds, by what came back. */
  long micros(byte[] value);

  /** There is no model. */
  static long none(byte[] value) {
    return 0;
  }

  /** As the answer says. */
  static long of(byte[] value) {
    try {
      Answer answer = MessageCodec.decodeAnswer(value);
      if (answer.status() != Status.ANSWERED) {
        throw new IllegalStateException("query was not answered: " + answer);
      }
      return answer.timings().modelMicros();
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("what a worker publishes can be read", e);
    }
  }
}
