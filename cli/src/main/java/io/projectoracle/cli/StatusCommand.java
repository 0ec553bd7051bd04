package io.projectoracle.cli;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.status.Status;
import io.projectoracle.cli.status.StatusWatch;
import io.projectoracle.cli.status.WorkerHealthSource;
import io.projectoracle.client.KafkaUnreachableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Says how an installation is getting on. */
@Command(
    name = "status",
    description = {
      "Says how the workers are getting on, as far as Kafka tells: who owns which partition, what is",
      "unfinished and for how long, the rate, and when all will be done if it goes on like that. What",
      "queries wait for only the workers know: name their management ports with --worker."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle status",
      "  oracle status --watch --interval 5s",
      "  oracle status --worker http://127.0.0.1:8081 --worker http://127.0.0.1:8083",
      "  oracle status --json --bootstrap-servers kafka:9092",
      "",
      "Exit codes: 0 fine, 1 some queries cannot be worked on, 3 no broker answers."
    })
final class StatusCommand implements Callable<Integer> {
  /** What a shell reports of a program whose reader went away: 128 + SIGPIPE. */
  private static final int READER_GONE = 141;

  private static final Duration WORKER_TIMEOUT = Duration.ofSeconds(2);

  private final Console console;

  @Option(names = "--watch", description = "Look again and again, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      defaultValue = "2s",
      description = "Time between two looks, which the rate is measured by (default: 2s).")
  private String interval = "2s";

  @Option(
      names = "--worker",
      paramLabel = "URL",
      description =
          "Management port of a worker, to ask what its queries wait for; may be repeated.")
  private List<URI> workers = List.of();

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Duration pause = OptionValues.duration("--interval", interval);
    if (pause == null || pause.isZero() || pause.isNegative()) {
      throw new UsageException("--interval must be positive: " + interval);
    }
    try (var cluster = Cluster.connect(kafka.connection(console.environment()));
        var looks = new StatusWatch(cluster, kafka.topics(), InstantSource.system())) {
      Status status = looks.next(pause);
      print(status);
      return watch
          ? watch(looks, pause)
          : status.problems().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
  }

  /** Until nobody reads any more; Ctrl-C ends the process. */
  private int watch(StatusWatch looks, Duration pause) throws InterruptedException {
    while (!console.isAbandoned()) {
      try {
        Status status = looks.next(pause);
        if (!common.json()) {
          console.result("");
        }
        print(status);
      } catch (KafkaUnreachableException e) {
        console.remark("oracle status: " + e.getMessage() + "; looking again");
      }
    }
    return READER_GONE;
  }

  /** What the named workers say; of those that do not answer it is said on standard error. */
  private Map<String, Map<String, Integer>> waits() {
    Map<String, Map<String, Integer>> waits = new LinkedHashMap<>();
    for (URI worker : workers) {
      try {
        waits.put(worker.toString(), new WorkerHealthSource(worker, WORKER_TIMEOUT).waits());
      } catch (IOException | IllegalArgumentException e) {
        console.remark("oracle status: --worker " + worker + ": " + e.getMessage());
      }
    }
    return waits;
  }

  private void print(Status status) {
    var text = new StatusText(status, waits());
    if (common.json()) {
      console.result(JsonMapper.shared().writeValueAsString(text.json()));
    } else {
      text.lines().forEach(console::result);
    }
  }
}
