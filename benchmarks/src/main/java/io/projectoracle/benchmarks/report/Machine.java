package io.projectoracle.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Where and when it was measured.
 *
 * @param processor name of the processor, as the system tells it
 * @param loadAtStart runnable threads over the last minute before the run; negative if unknown
 */
public record Machine(
    String processor, int processors, String java, String system, double loadAtStart, Instant at) {

  /** This machine, now. */
  public static Machine here() {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        load(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Runnable threads over the last minute; negative if unknown. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%s: %d × %s, %s, %s, load %.1f",
        at,
        processors,
        processor,
        system,
        java,
        loadAtStart);
  }

  private static String processorName() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      return System.getProperty("os.arch"); // Not Linux.
    }
    return System.getProperty("os.arch");
  }
}
