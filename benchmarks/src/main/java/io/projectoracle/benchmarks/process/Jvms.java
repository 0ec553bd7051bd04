package io.projectoracle.benchmarks.process;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts JVMs with this JVM's class path, all with the same options but for their heap.
 *
 * @param main class with the command {@code part}
 * @param logs folder for what they print to standard error
 */
public record Jvms(Class<?> main, Path logs) {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /**
   * Starts a JVM for a part.
   *
   * @param part name of the part
   * @param heapMegabytes its largest heap
   */
  public PartProcess start(String part, int heapMegabytes) {
    ProcessBuilder command =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "part",
                part));
    Path log = logs.resolve(part + "-" + NUMBER.incrementAndGet() + ".log");
    return PartProcess.start(part, command, log);
  }
}
