package io.projectoracle.benchmarks.throughput;

import io.projectoracle.benchmarks.cluster.Installation;
import io.projectoracle.benchmarks.process.PartProcess;
import io.projectoracle.benchmarks.process.Usage;
import java.time.Duration;
import java.util.Map;

/** Works the topic off from its beginning up to a count, which the committed offsets tell. */
final class ConsumingTurn implements Side.Turn {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Starting, joining the group and warming up is not measured. */
  private static final double LEFT_OUT = 0.2;

  private final PartProcess part;
  private final Map<String, String> settings;
  private final Installation installation;

  ConsumingTurn(PartProcess part, Map<String, String> settings, Installation installation) {
    this.part = part;
    this.settings = settings;
    this.installation = installation;
  }

  @Override
  public Side.Result take(int count) throws Exception {
    installation.rewind();
    part.begin(settings);
    Installation.Mark from = installation.await((long) (count * LEFT_OUT), LIMIT);
    Usage before = part.usage();
    Installation.Mark to = installation.await(count, LIMIT);
    Usage after = part.usage();
    part.end();
    double micros = after.cpu().minus(before.cpu()).toNanos() / 1e3;
    return new Side.Result(to.rateSince(from), micros / (to.count() - from.count()));
  }
}
