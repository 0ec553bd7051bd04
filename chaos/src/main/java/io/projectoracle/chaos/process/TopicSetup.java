package io.projectoracle.chaos.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The run's topics, made as users make them. */
public final class TopicSetup {
  private static final int HEAP_MEGABYTES = 128;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private TopicSetup() {}

  /**
   * Runs {@code oracle topics create}.
   *
   * @throws IllegalStateException if it fails
   */
  public static void run(Processes processes, Cluster cluster) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("topics", "create"));
    arguments.addAll(cluster.options());
    arguments.add("--partitions=" + cluster.partitions());
    Integer exitCode =
        processes
            .start("topics", HEAP_MEGABYTES, Pattern.compile("first offsets"), arguments)
            .exitCode(LIMIT);
    if (!Integer.valueOf(0).equals(exitCode)) {
      throw new IllegalStateException(
          "oracle topics create failed" + (exitCode == null ? " to end" : ": " + exitCode));
    }
  }
}
