package io.projectoracle.cli;

import io.projectoracle.chaos.fault.FaultKind;
import io.projectoracle.cli.console.Console;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills workers under load and recounts every query. */
@Command(
    name = "chaos",
    description = {
      "Runs workers as processes of their own, kills and disturbs them under load, and then recounts",
      "every query, answer, usage event and call of the model, which is a simulator: nothing is paid.",
      "Works with a broker of its own, or in new topics of a cluster that is named."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle chaos",
      "  oracle chaos --queries 100000 --rate 300 --kill-every 10s --history ./history --json",
      "  oracle chaos --bootstrap-servers kafka:9092 --kafka-config client.properties",
      "",
      "Exit codes: 0 every promise was kept, 1 one was broken, or the run itself failed."
    })
final class ChaosCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--queries",
      paramLabel = "N",
      description = "Queries to publish (default: as many as the duration allows at the rate).")
  @Nullable Integer queries;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Queries published in a second (default: ${DEFAULT-VALUE}).")
  double rate = 200;

  @Option(
      names = "--equal-share",
      paramLabel = "SHARE",
      description =
          "Share of the queries that ask what another one asks (default: ${DEFAULT-VALUE}).")
  double equalShare = 0.05;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Worker processes (default: ${DEFAULT-VALUE}).")
  int workers = 3;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Most calls of a worker at a time (default: ${DEFAULT-VALUE}).")
  int concurrency = 500;

  @Option(
      names = "--latency",
      paramLabel = "SPEC",
      description = "How long a call of the simulator takes (default: ${DEFAULT-VALUE}).")
  String latency = "uniform:50ms-2s";

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
  int partitions = 12;

  @Option(
      names = "--faults",
      paramLabel = "KIND",
      split = ",",
      description =
          "What is done, separated by commas: kill, pause, broker, scale, roll (default: all, without"
              + " broker in a cluster that is named).")
  @Nullable Set<FaultKind> faults;

  @Option(
      names = "--kill-every",
      paramLabel = "TIME",
      description =
          "Time between two kills, and between two of the other faults (default: ${DEFAULT-VALUE}).")
  String killEvery = "10s";

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "How long the faults go on (default: 3m, or what the queries take).")
  @Nullable String duration;

  @Option(
      names = "--session-timeout",
      paramLabel = "TIME",
      description =
          "After how long a silent worker's partitions go to others (default: 10s, or what the"
              + " cluster that is named says).")
  @Nullable String sessionTimeout;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      description = "How long to wait for the last answers (default: ${DEFAULT-VALUE}).")
  String drainTimeout = "2m";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed makes the same choices (default: a new one).")
  @Nullable Long seed;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where the report goes as JSON, beside standard output.")
  @Nullable Path report;

  @Option(
      names = "--history",
      paramLabel = "DIR",
      description =
          "Empty folder for everything that happens, as JSON lines, and for logs (default: a"
              + " temporary folder, kept if a promise was broken).")
  @Nullable Path history;

  @Mixin final KafkaOptions kafka = new KafkaOptions();
  @Mixin final CommonOptions common = new CommonOptions();

  ChaosCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    return new ChaosJob(console, this).run() ? ExitCodes.DONE : ExitCodes.FAILED;
  }
}
