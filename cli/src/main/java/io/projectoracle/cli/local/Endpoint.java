package io.projectoracle.cli.local;

import io.projectoracle.simulator.SimulatorSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Who plays the model. */
public sealed interface Endpoint {
  /** A simulator in this process. */
  record Simulated(SimulatorSettings settings) implements Endpoint {}

  /**
   * A server somewhere.
   *
   * @param name its name in answers and figures
   * @param url base of its paths
   * @param apiKey bearer token; never printed
   */
  record Remote(String name, URI url, @Nullable String apiKey) implements Endpoint {
    @Override
    public String toString() {
      return "Remote[name=" + name + ", url=" + url + "]";
    }
  }
}
