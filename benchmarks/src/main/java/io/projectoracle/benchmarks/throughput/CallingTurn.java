package io.projectoracle.benchmarks.throughput;

import io.projectoracle.benchmarks.part.PartSettings;
import io.projectoracle.benchmarks.process.PartProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Makes so many calls over HTTP. */
final class CallingTurn implements Side.Turn {
  private final PartProcess part;
  private final Map<String, String> settings;
  private final Supplier<Duration> others;

  /**
   * @param others processor time of broker and model so far
   */
  CallingTurn(PartProcess part, Map<String, String> settings, Supplier<Duration> others) {
    this.part = part;
    this.others = others;
    this.settings = settings;
  }

  @Override
  public Side.Result take(int count) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(PartSettings.COUNT, Integer.toString(count));
    Processors before = Processors.now(part, others);
    Map<String, String> told = part.begin(all);
    Processors after = Processors.now(part, others);
    long timed = Long.parseLong(Objects.requireNonNull(told.get("timed")));
    long nanos = Long.parseLong(Objects.requireNonNull(told.get("nanos")));
    return new Side.Result(
        timed * 1e9 / nanos, after.ownMicros(before, count), after.othersMicros(before, count));
  }
}
