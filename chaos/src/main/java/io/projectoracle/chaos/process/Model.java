package io.projectoracle.chaos.process;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The model simulator of the run. It is a witness, so nothing is ever done to it.
 *
 * @param base where its paths begin
 */
public record Model(URI base) {
  private static final Pattern READY = Pattern.compile("simulator started port=(\\d+)");
  private static final int HEAP_MEGABYTES = 512;
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /**
   * Starts a simulator; returns when it serves.
   *
   * @param latency how long its answers take, in the simulator's words
   */
  public static Model start(Processes processes, String latency, long seed)
      throws InterruptedException {
    Child child =
        processes.start(
            "simulator",
            HEAP_MEGABYTES,
            READY,
            List.of(
                "simulator",
                "--port=0",
                "--management-port=0",
                "--latency=" + latency,
                "--seed=" + seed));
    return new Model(URI.create("http://127.0.0.1:" + child.awaitReady(START_LIMIT).group(1)));
  }

  /** The endpoint for workers. */
  String endpoint() {
    return base + "/v1";
  }
}
