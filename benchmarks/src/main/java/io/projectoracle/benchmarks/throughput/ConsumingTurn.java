package io.projectoracle.benchmarks.throughput;

import io.projectoracle.benchmarks.cluster.Installation;
import io.projectoracle.benchmarks.process.PartProcess;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Works the topic off from its beginning up to a count, which the committed offsets tell. */
final class ConsumingTurn implements Side.Turn {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Starting, joining the group and warming up is not measured. */
  private static final double LEFT_OUT = 0.2;

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

  @Override
  public Side.Result take(int count) throws Exception {
    installation.rewind();
    part.begin(settings);
    Installation.Mark from = installation.await((long) (count * LEFT_OUT), LIMIT);
    Processors before = Processors.now(part, others);
    Installation.Mark to = installation.await(count, LIMIT);
    Processors after = Processors.now(part, others);
    part.end();
    long done = to.count() - from.count();
    return new Side.Result(
        to.rateSince(from), after.ownMicros(before, done), after.othersMicros(before, done));
  }
}
