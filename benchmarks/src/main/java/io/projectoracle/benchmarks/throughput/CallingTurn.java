package io.projectoracle.benchmarks.throughput;

import io.projectoracle.benchmarks.part.PartSettings;
import io.projectoracle.benchmarks.process.PartProcess;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Makes so many calls over HTTP. */
final class CallingTurn implements Side.Turn {
  private final PartProcess part;
  private final Map<String, String> settings;

  CallingTurn(PartProcess part, Map<String, String> settings) {
    this.part = part;
    this.settings = settings;
  }

  @Override
  public Side.Result take(int count) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(PartSettings.COUNT, Integer.toString(count));
    var before = part.usage();
    Map<String, String> told = part.begin(all);
    double micros = part.usage().cpu().minus(before.cpu()).toNanos() / 1e3;
    long timed = Long.parseLong(Objects.requireNonNull(told.get("timed")));
    long nanos = Long.parseLong(Objects.requireNonNull(told.get("nanos")));
    return new Side.Result(timed * 1e9 / nanos, micros / count);
  }
}
