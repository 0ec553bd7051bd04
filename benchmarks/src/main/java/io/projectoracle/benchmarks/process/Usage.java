package io.projectoracle.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used.
 *
 * @param cpu processor time of all its threads
 * @param peakRssBytes most memory it had at a time; 0 where the system does not tell
 */
public record Usage(Duration cpu, long peakRssBytes) {
  private static final String PEAK = "VmHWM:";

  static Usage of(ProcessHandle process) {
    return new Usage(
        process.info().totalCpuDuration().orElse(Duration.ZERO), peakRssBytes(process.pid()));
  }

  private static long peakRssBytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith(PEAK)) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      return 0; // Not Linux.
    }
    return 0;
  }
}
