package io.projectoracle.cli;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.cluster.GroupMember;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.offsets.GroupOffsets;
import io.projectoracle.cli.offsets.OffsetChange;
import io.projectoracle.cli.offsets.OldestQueries;
import io.projectoracle.cli.offsets.PartitionOffset;
import io.projectoracle.cli.offsets.Target;
import io.projectoracle.contract.Topics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Sets how far the workers are. */
@Command(
    name = "reset",
    description = {
      "Sets the workers' offsets, of some partitions or all, while no worker runs. Says how many",
      "queries are answered and paid again by that, and how many never; either must be accepted.",
      "Setting forward keeps what is finished behind; setting back repeats everything from there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle offsets reset --partition 3 --to earliest --accept-repeat",
      "  oracle offsets reset --partition 3,4 --to 1200 --accept-skip --dry-run",
      "  oracle offsets reset --all --to 2026-01-31T09:00:00Z --accept-repeat",
      "",
      "Exit codes: 0 done, 1 workers are running, 2 wrong usage or not accepted: nothing was changed."
    })
final class OffsetsResetCommand implements Callable<Integer> {
  private static final Pattern OFFSET = Pattern.compile("\\d{1,18}");

  private final Console console;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Chosen chosen = new Chosen();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "WHERE",
      description =
          "earliest, latest, an offset, a time (2026-01-31T09:00:00Z) or how long ago (10m).")
  private String to = "";

  @Option(
      names = "--accept-repeat",
      description = "Accept that queries are answered, and paid, again.")
  private boolean acceptRepeat;

  @Option(names = "--accept-skip", description = "Accept that queries are never answered.")
  private boolean acceptSkip;

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  OffsetsResetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Target target = target();
    try (var cluster = Cluster.connect(kafka.connection(console.environment()));
        var oldest = new OldestQueries(cluster, kafka.topics().queries())) {
      var offsets = new GroupOffsets(cluster, kafka.topics());
      List<TopicPartition> partitions = chosen(offsets.partitions());
      boolean idle = isIdle(offsets);
      if (!idle && !dryRun) {
        return ExitCodes.FAILED;
      }
      List<OffsetChange> changes =
          plan(
              oldest.look(offsets.settled(partitions)).partitions(),
              target.offsets(cluster, partitions));
      if (dryRun) {
        print(offsets.topics(), changes);
      }
      requireAccepted(changes);
      if (!dryRun) {
        offsets.commit(changes);
        print(offsets.topics(), changes);
      }
      return idle ? ExitCodes.DONE : ExitCodes.FAILED;
    }
  }

  private Target target() {
    return switch (to) {
      case "earliest" -> new Target.Earliest();
      case "latest" -> new Target.Latest();
      default ->
          OFFSET.matcher(to).matches()
              ? offset()
              : new Target.Since(TimeOption.parse("--to", "earliest, latest, an offset, ", to));
    };
  }

  private Target offset() {
    if (chosen.all) {
      throw new UsageException("--to an offset needs --partition: " + to);
    }
    return new Target.Exactly(Long.parseLong(to));
  }

  private List<TopicPartition> chosen(List<TopicPartition> partitions) {
    if (chosen.all) {
      return partitions;
    }
    for (Integer number : chosen.numbers) {
      if (number < 0 || number >= partitions.size()) {
        throw new UsageException(
            "--partition must be between 0 and " + (partitions.size() - 1) + ": " + number);
      }
    }
    return chosen.numbers.stream().sorted().distinct().map(partitions::get).toList();
  }

  private boolean isIdle(GroupOffsets offsets) {
    List<GroupMember> members = offsets.members();
    if (members.isEmpty()) {
      return true;
    }
    console.remark(
        "oracle offsets reset: group '"
            + offsets.topics().workerGroup()
            + "' must have no members, stop them first; one that was killed leaves when its session"
            + " ends: "
            + members.stream().map(GroupMember::toString).collect(Collectors.joining(", ")));
    return false;
  }

  private static List<OffsetChange> plan(
      List<PartitionOffset> offsets, Map<TopicPartition, Long> targets) {
    Map<Integer, Long> byNumber = new HashMap<>();
    targets.forEach((partition, target) -> byNumber.put(partition.partition(), target));
    try {
      return offsets.stream()
          .map(
              offset ->
                  OffsetChange.to(
                      byNumber.getOrDefault(offset.partition(), offset.logStart()), offset))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--to: " + e.getMessage());
    }
  }

  private void requireAccepted(List<OffsetChange> changes) {
    long repeated = changes.stream().mapToLong(OffsetChange::repeated).sum();
    long skipped = changes.stream().mapToLong(OffsetChange::skipped).sum();
    if (repeated > 0 && !acceptRepeat) {
      throw new UsageException(
          "up to " + repeated + " records are worked on again; accept it with --accept-repeat");
    }
    if (skipped > 0 && !acceptSkip) {
      throw new UsageException(
          "up to " + skipped + " records are never worked on; accept it with --accept-skip");
    }
  }

  private void print(Topics topics, List<OffsetChange> changes) {
    if (common.json()) {
      console.result(
          JsonMapper.shared()
              .writeValueAsString(
                  Map.of(
                      "group",
                      topics.workerGroup(),
                      "applied",
                      !dryRun,
                      "changes",
                      changes.stream().map(OffsetsResetCommand::json).toList())));
    } else {
      changes.forEach(change -> console.result(text(change)));
    }
  }

  private String text(OffsetChange change) {
    PartitionOffset before = change.before();
    String most = change.isExact() ? "" : "at most ";
    return "partition "
        + before.partition()
        + (dryRun ? " would go from " : ": from ")
        + (before.committed() == null ? "none" : before.committed())
        + (before.finishedAbove() == null ? "" : ", " + before.finishedAbove() + " finished above,")
        + " to "
        + change.after().base()
        + ", "
        + change.after().finishedAboveBase()
        + " finished above; repeated "
        + most
        + change.repeated()
        + ", skipped "
        + most
        + change.skipped();
  }

  private static Map<String, Object> json(OffsetChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    PartitionOffset before = change.before();
    json.put("partition", before.partition());
    json.put("before", position(before.committed(), before.finishedAbove()));
    json.put("after", position(change.after().base(), change.after().finishedAboveBase()));
    json.put("repeated", change.repeated());
    json.put("skipped", change.skipped());
    json.put("exact", change.isExact());
    return json;
  }

  private static Map<String, Object> position(
      @Nullable Long committed, @Nullable Integer finishedAbove) {
    Map<String, Object> position = new LinkedHashMap<>();
    if (committed != null) {
      position.put("committed", committed);
    }
    if (finishedAbove != null) {
      position.put("finishedAbove", finishedAbove);
    }
    return position;
  }

  /** One of the two. */
  static final class Chosen {
    @Option(
        names = "--partition",
        required = true,
        split = ",",
        paramLabel = "P",
        description = "Partitions of the queries topic.")
    private List<Integer> numbers = List.of();

    @Option(names = "--all", required = true, description = "All partitions.")
    private boolean all;
  }
}
