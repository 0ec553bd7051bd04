package io.projectoracle.cli;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.offsets.GroupOffsets;
import io.projectoracle.cli.offsets.Trim;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Deletes queries that are finished. */
@Command(
    name = "trim",
    description = {
      "Deletes old queries that are finished, which Kafka keeps for ever otherwise: of each partition",
      "the beginning, up to the first query that is unfinished or younger. Workers may run meanwhile.",
      "What is deleted can be answered once more no longer (dead-letters redrive --from failed)."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  oracle topics trim --dry-run", "  oracle topics trim --older-than 30d"})
final class TopicsTrimCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      description =
          "Least age, or the time before which they were published (default: ${DEFAULT-VALUE}, as"
              + " long as answers are kept).")
  private String olderThan = "7d";

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  TopicsTrimCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Instant before = TimeOption.parse("--older-than", "", olderThan);
    List<Trim.Cut> cuts;
    try (var cluster = Cluster.connect(kafka.connection(console.environment()))) {
      var trim = new Trim(new GroupOffsets(cluster, kafka.topics()));
      cuts = trim.plan(before);
      if (!dryRun) {
        trim.apply(cuts);
      }
    }
    print(cuts);
    return ExitCodes.DONE;
  }

  private void print(List<Trim.Cut> cuts) {
    if (common.json()) {
      console.result(
          JsonMapper.shared().writeValueAsString(Map.of("applied", !dryRun, "partitions", cuts)));
      return;
    }
    for (Trim.Cut cut : cuts) {
      if (cut.offsets() > 0) {
        console.result(
            "partition %d: offsets %d to %d %s"
                .formatted(
                    cut.partition(),
                    cut.from(),
                    cut.to() - 1,
                    dryRun ? "would be deleted" : "deleted"));
      }
    }
    if (cuts.stream().allMatch(cut -> cut.offsets() == 0)) {
      console.remark("nothing is finished and as old");
    }
  }
}
