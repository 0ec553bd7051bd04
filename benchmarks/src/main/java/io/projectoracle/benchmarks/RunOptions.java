package io.projectoracle.benchmarks;

import io.projectoracle.benchmarks.cluster.Cluster;
import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.process.Jvms;
import io.projectoracle.benchmarks.report.Machine;
import io.projectoracle.benchmarks.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all benchmarks can be told. */
final class RunOptions {
  @Option(
      names = "--quick",
      description = "A few seconds, to see that it runs: the figures mean nothing.")
  boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the results there, too.")
  @Nullable Path json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all texts (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(names = "--help", usageHelp = true, description = "Show this and end.")
  boolean help;

  /** Measures with a broker of its own; returns the exit code. */
  int run(List<Benchmark> benchmarks) throws Exception {
    Path folder = Files.createTempDirectory("oracle-benchmarks-");
    System.err.println("logs and data, removed when all is done: " + folder);
    Report report = new Report(Machine.here(), System.out, System.err);
    Jvms jvms = new Jvms(Benchmarks.class, folder);
    try (Cluster cluster = Cluster.start(jvms, folder.resolve("broker"))) {
      Lab lab = new Lab(jvms, cluster, report, seed);
      for (Benchmark benchmark : benchmarks) {
        benchmark.measure(lab, quick);
      }
    }
    report.close();
    if (json != null) {
      report.write(json);
    }
    delete(folder);
    return quick || report.isMet() ? 0 : 1;
  }

  /** Not where a run failed: its logs are there. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(RunOptions::deleteFile);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("file cannot be deleted: " + file, e);
    }
  }

  /** One of the benchmarks. */
  interface Benchmark {
    void measure(Lab lab, boolean quick) throws Exception;
  }
}
