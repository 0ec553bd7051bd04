package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Tokens spent. Absent means unknown, never zero: an endpoint that reports no usage, or a call cut
 * off before its end, has still cost something.
 *
 * @param inputTokens tokens of the request
 * @param outputTokens tokens of the completion
 * @param totalTokens both, as the endpoint counts them
 * @param cost price in the currency of the configuration
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Usage(
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long totalTokens,
    @Nullable BigDecimal cost) {

  /** Nothing is known. */
  public static final Usage UNKNOWN = new Usage(null, null, null, null);

  /** Nothing was spent: no call was made for this query. */
  public static final Usage NONE = new Usage(0L, 0L, 0L, null);

  public Usage {
    requireNotNegative("inputTokens", inputTokens);
    requireNotNegative("outputTokens", outputTokens);
    requireNotNegative("totalTokens", totalTokens);
  }

  /** Usage of one call. */
  public static Usage of(long inputTokens, long outputTokens) {
    return new Usage(inputTokens, outputTokens, inputTokens + outputTokens, null);
  }

  private static void requireNotNegative(String name, @Nullable Long tokens) {
    if (tokens != null) {
      Numbers.requireNotNegative(name, tokens);
    }
  }
}
