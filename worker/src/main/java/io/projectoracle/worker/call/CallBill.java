package io.projectoracle.worker.call;

import io.projectoracle.contract.Usage;
import io.projectoracle.contract.UsageAttempt;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was spent on a question.
 *
 * @param attempts the calls, in order
 * @param limitedMicros time spent waiting for permits, in microseconds
 * @param modelMicros time spent in calls, in microseconds
 */
public record CallBill(List<UsageAttempt> attempts, long limitedMicros, long modelMicros) {
  /** Nothing. */
  public static final CallBill NONE = new CallBill(List.of(), 0, 0);

  public CallBill {
    attempts = List.copyOf(attempts);
  }

  /** Tokens of all attempts as far as they are known; unknown if those of none are. */
  public Usage usage() {
    if (attempts.isEmpty()) {
      return Usage.NONE;
    }
    return new Usage(
        sum(Usage::inputTokens), sum(Usage::outputTokens), sum(Usage::totalTokens), null);
  }

  private @Nullable Long sum(Function<Usage, @Nullable Long> tokens) {
    Long sum = null;
    for (UsageAttempt attempt : attempts) {
      Long spent = tokens.apply(attempt.usage());
      if (spent != null) {
        sum = sum == null ? spent : Long.valueOf(sum + spent);
      }
    }
    return sum;
  }
}
