package io.projectoracle.worker.answer;

import io.projectoracle.contract.AnswerError;
import io.projectoracle.contract.Status;
import io.projectoracle.worker.model.Completion;
import io.projectoracle.worker.model.Failure;

/** How the work on a query ended. */
sealed interface Outcome {
  /** As it stands in the answer. */
  Status status();

  /** The model, or the cache, had something to say. */
  record Answered(Completion completion) implements Outcome {
    @Override
    public Status status() {
      return Status.ANSWERED;
    }
  }

  /** There is no answer, and no use in trying on. */
  record Failed(AnswerError error) implements Outcome {
    static Failed of(Failure failure) {
      return new Failed(
          new AnswerError(failure.kind(), failure.message(), failure instanceof Failure.Transient));
    }

    @Override
    public Status status() {
      return Status.FAILED;
    }
  }

  /** The deadline came first. */
  record Expired() implements Outcome {
    @Override
    public Status status() {
      return Status.EXPIRED;
    }
  }

  /** Its submitter did not want it any more. */
  record Cancelled() implements Outcome {
    @Override
    public Status status() {
      return Status.CANCELLED;
    }
  }
}
