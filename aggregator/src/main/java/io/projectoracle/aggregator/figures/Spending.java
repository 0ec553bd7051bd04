package io.projectoracle.aggregator.figures;

import io.projectoracle.contract.Usage;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and cost of many events. What is unknown is counted, never taken for zero. Not
 * thread-safe.
 */
final class Spending {
  /** Costs beyond these bounds are no prices; summing them could take any amount of memory. */
  private static final int MAX_COST_DIGITS = 30;

  private long inputTokens;
  private long outputTokens;
  private long totalTokens;
  private long unknownTokens;
  private BigDecimal cost = BigDecimal.ZERO;
  private long unknownCost;

  void add(Usage usage) {
    inputTokens = Sum.of(inputTokens, orZero(usage.inputTokens()));
    outputTokens = Sum.of(outputTokens, orZero(usage.outputTokens()));
    totalTokens = Sum.of(totalTokens, orZero(usage.totalTokens()));
    if (usage.inputTokens() == null
        || usage.outputTokens() == null
        || usage.totalTokens() == null) {
      unknownTokens++;
    }
    if (usage.cost() != null && isPrice(usage.cost())) {
      cost = cost.add(usage.cost());
    } else if (!isNothing(usage)) {
      unknownCost++;
    }
  }

  void add(Spending other) {
    inputTokens = Sum.of(inputTokens, other.inputTokens);
    outputTokens = Sum.of(outputTokens, other.outputTokens);
    totalTokens = Sum.of(totalTokens, other.totalTokens);
    unknownTokens = Sum.of(unknownTokens, other.unknownTokens);
    cost = cost.add(other.cost);
    unknownCost = Sum.of(unknownCost, other.unknownCost);
  }

  FiguresSummary.Tokens tokens() {
    return new FiguresSummary.Tokens(inputTokens, outputTokens, totalTokens, unknownTokens);
  }

  FiguresSummary.Cost cost() {
    var plain = cost.signum() == 0 ? BigDecimal.ZERO : cost.stripTrailingZeros();
    return new FiguresSummary.Cost(plain.toPlainString(), unknownCost);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(inputTokens);
    out.writeLong(outputTokens);
    out.writeLong(totalTokens);
    out.writeLong(unknownTokens);
    var unscaled = cost.unscaledValue().toByteArray();
    out.writeShort(unscaled.length);
    out.write(unscaled);
    out.writeInt(cost.scale());
    out.writeLong(unknownCost);
  }

  static Spending readFrom(DataInput in) throws IOException {
    var spending = new Spending();
    spending.inputTokens = in.readLong();
    spending.outputTokens = in.readLong();
    spending.totalTokens = in.readLong();
    spending.unknownTokens = in.readLong();
    var unscaled = new byte[in.readUnsignedShort()];
    in.readFully(unscaled);
    spending.cost = new BigDecimal(new BigInteger(unscaled), in.readInt());
    spending.unknownCost = in.readLong();
    return spending;
  }

  private static long orZero(@Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }

  private static boolean isPrice(BigDecimal cost) {
    return cost.signum() >= 0
        && cost.precision() <= MAX_COST_DIGITS
        && Math.abs((long) cost.scale()) <= MAX_COST_DIGITS;
  }

  /** No call was made, so there is nothing to pay for. */
  private static boolean isNothing(Usage usage) {
    return usage.cost() == null && Long.valueOf(0).equals(usage.totalTokens());
  }
}
