package io.projectoracle.benchmarks.part;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Nothing but {@link BareCalls}. */
final class HttpClientPart implements Part {
  /** The share of the calls that is not timed, as at the other side: the start and the end. */
  private static final double WARM_UP = 0.2;

  private @Nullable BareCalls opened;

  /** Makes all calls; the reply tells how long those after the first fifth took. */
  @Override
  public Map<String, String> begin(PartSettings settings) {
    BareCalls calls = opened == null ? BareCalls.open(settings) : opened;
    opened = calls;
    int count = settings.number(PartSettings.COUNT);
    int warmUp = (int) (count * WARM_UP);
    AtomicLong timedFrom = new AtomicLong(System.nanoTime());
    calls
        .make(
            count,
            ended -> {
              if (ended == warmUp) {
                timedFrom.set(System.nanoTime());
              }
            })
        .join();
    long nanos = System.nanoTime() - timedFrom.get();
    return Map.of("timed", Integer.toString(count - warmUp), "nanos", Long.toString(nanos));
  }

  @Override
  public void end() {
    if (opened != null) {
      opened.close();
      opened = null;
    }
  }
}
