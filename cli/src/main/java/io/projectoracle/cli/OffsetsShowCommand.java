package io.projectoracle.cli;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.TextTable;
import io.projectoracle.cli.offsets.GroupOffsets;
import io.projectoracle.cli.offsets.OldestQueries;
import io.projectoracle.cli.offsets.PartitionOffset;
import io.projectoracle.contract.Topics;
import io.projectoracle.worker.offset.CommittedOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** Shows how far the workers are. */
@Command(
    name = "show",
    description = {
      "Shows what the workers have committed for each partition of the queries topic, and what is",
      "wrong with it. Unfinished are the offsets that nobody has finished; started those of them",
      "below the highest finished one; finished above those that need no work though the committed",
      "offset is below them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle offsets show",
      "  oracle offsets show --bootstrap-servers kafka:9092 --json",
      "",
      "Exit codes: 0 all partitions can be worked on, 1 some cannot."
    })
final class OffsetsShowCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  OffsetsShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Topics topics = kafka.topics();
    List<PartitionOffset> offsets;
    try (var cluster = Cluster.connect(kafka.connection(console.environment()));
        var oldest = new OldestQueries(cluster, topics.queries())) {
      var group = new GroupOffsets(cluster, topics);
      offsets = oldest.look(group.present(group.partitions())).partitions();
    }
    if (common.json()) {
      console.result(
          JsonMapper.shared()
              .writeValueAsString(
                  Map.of(
                      "group",
                      topics.workerGroup(),
                      "topic",
                      topics.queries(),
                      "partitions",
                      offsets.stream().map(offset -> json(offset, topics)).toList())));
    } else {
      print(offsets, topics);
    }
    return offsets.stream().allMatch(offset -> offset.problem() == null)
        ? ExitCodes.DONE
        : ExitCodes.FAILED;
  }

  private void print(List<PartitionOffset> offsets, Topics topics) {
    var table =
        new TextTable(
            "partition",
            "log start",
            "committed",
            "finished above",
            "started",
            "unfinished",
            "log end");
    for (PartitionOffset offset : offsets) {
      table.add(
          List.of(
              Integer.toString(offset.partition()),
              Long.toString(offset.logStart()),
              text(offset.committed()),
              text(offset.finishedAbove()),
              text(offset.started()),
              text(offset.unfinished()),
              Long.toString(offset.logEnd())));
    }
    table.lines().forEach(console::result);
    for (PartitionOffset offset : offsets) {
      CommittedOffset.Broken problem = offset.problem();
      if (problem != null) {
        console.result("partition " + offset.partition() + ": " + advice(offset, problem, topics));
      }
    }
  }

  private static Map<String, Object> json(PartitionOffset offset, Topics topics) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("partition", offset.partition());
    json.put("logStart", offset.logStart());
    putIfKnown(json, "committed", offset.committed());
    putIfKnown(json, "finishedAbove", offset.finishedAbove());
    putIfKnown(json, "started", offset.started());
    putIfKnown(json, "unfinished", offset.unfinished());
    json.put("logEnd", offset.logEnd());
    CommittedOffset.Broken problem = offset.problem();
    if (problem != null) {
      json.put("fault", problem.fault().name().toLowerCase(java.util.Locale.ROOT));
      json.put("problem", advice(offset, problem, topics));
    }
    return json;
  }

  private static String advice(
      PartitionOffset offset, CommittedOffset.Broken problem, Topics topics) {
    return problem.advice(
        "oracle offsets reset" + topics.commandOptions() + " --partition " + offset.partition());
  }

  private static void putIfKnown(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static String text(@Nullable Object number) {
    return Objects.toString(number, "-");
  }
}
