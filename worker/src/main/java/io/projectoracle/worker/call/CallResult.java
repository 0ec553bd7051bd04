package io.projectoracle.worker.call;

import io.projectoracle.worker.model.Completion;
import io.projectoracle.worker.model.Failure;

/** What all attempts at a question led to. */
public sealed interface CallResult {
  /** What was spent on it. */
  CallBill bill();

  /** The same result for somebody who does not pay for it. */
  CallResult withoutBill();

  /** The model answered. */
  record Completed(Completion completion, CallBill bill) implements CallResult {
    @Override
    public CallResult withoutBill() {
      return new Completed(completion, CallBill.NONE);
    }
  }

  /** It did not, and there is no use in trying further. */
  record GaveUp(Failure failure, CallBill bill) implements CallResult {
    @Override
    public CallResult withoutBill() {
      return new GaveUp(failure, CallBill.NONE);
    }
  }
}
