package io.projectoracle.benchmarks.cluster;

import io.projectoracle.benchmarks.part.PartSettings;
import io.projectoracle.benchmarks.process.Jvms;
import io.projectoracle.benchmarks.process.PartProcess;
import io.projectoracle.benchmarks.process.Usage;
import java.util.Map;
import java.util.Objects;

/** A model simulator in a JVM of its own. */
public final class Model implements AutoCloseable {
  private static final int HEAP_MEGABYTES = 768;

  private final PartProcess simulator;
  private final String endpoint;

  private Model(PartProcess simulator, String endpoint) {
    this.simulator = simulator;
    this.endpoint = endpoint;
  }

  /**
   * Starts a simulator; returns when it serves.
   *
   * @param latency how long its answers take, in the simulator's words
   */
  public static Model start(Jvms jvms, String latency) {
    PartProcess simulator = jvms.start("simulator", HEAP_MEGABYTES);
    Map<String, String> told = simulator.begin(Map.of(PartSettings.LATENCY, latency));
    return new Model(simulator, Objects.requireNonNull(told.get(PartSettings.ENDPOINT)));
  }

  /** What the simulator has used so far. */
  public Usage usage() {
    return simulator.usage();
  }

  /** Base of its paths. */
  public String endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    simulator.close();
  }
}
