package io.projectoracle.benchmarks.throughput;

import io.projectoracle.benchmarks.cluster.Installation;
import io.projectoracle.benchmarks.process.PartProcess;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Works the topic off from its beginning up to a count, which the committed offsets tell. */
final class ConsumingTurn implements Side.Turn {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Starting, joining the group and warming up is not measured. */
  private static final double LEFT_OUT = 0.2;

  /** Half of the rest. */
  private static final double LEAST_MEASURED = 0.4;

  private static final int ATTEMPTS = 10;

  private final PartProcess part;
  private final Map<String, String> settings;
  private final Installation installation;
  private final Supplier<Duration> others;

  /**
   * @param others processor time of broker and model so far
   */
  ConsumingTurn(
      PartProcess part,
      Map<String, String> settings,
      Installation installation,
      Supplier<Duration> others) {
    this.part = part;
    this.settings = settings;
    this.installation = installation;
    this.others = others;
  }

  /** Repeats a turn of which this process, kept from running, saw too little to measure. */
  @Override
  public Side.Result take(int count) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Side.Result result = attempt(count);
      if (result != null) {
        return result;
      }
    }
    throw new IllegalStateException(
        "of "
            + count
            + " queries of a turn at least "
            + LEAST_MEASURED
            + " must be worked off while this process looks, which it missed "
            + ATTEMPTS
            + " times; leave it more of the machine, or let the turns be longer");
  }

  private Side.@Nullable Result attempt(int count) throws Exception {
    installation.rewind();
    part.begin(settings);
    Installation.Mark from = installation.await((long) (count * LEFT_OUT), LIMIT);
    Processors before = Processors.now(part, others);
    Installation.Mark to = installation.await(count, LIMIT);
    Processors after = Processors.now(part, others);
    part.end();
    long done = to.count() - from.count();
    if (done < count * LEAST_MEASURED) {
      return null;
    }
    return new Side.Result(
        to.rateSince(from), after.ownMicros(before, done), after.othersMicros(before, done));
  }
}
