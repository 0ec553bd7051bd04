package io.projectoracle.benchmarks.part;

import java.util.Map;

/** What a JVM beside the command's does. Told by one thread. */
public interface Part {
  /**
   * Begins.
   *
   * @return what others must know of it
   */
  Map<String, String> begin(PartSettings settings) throws Exception;

  /** Ends what was begun, if anything was; it may begin again. Blocks until then. */
  void end() throws Exception;
}
