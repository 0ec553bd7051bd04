package io.projectoracle.cli;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.letters.DeadLetter;
import io.projectoracle.cli.letters.DeadLetters;
import io.projectoracle.cli.letters.ExclusivePublishing;
import io.projectoracle.cli.letters.Publishing;
import io.projectoracle.cli.letters.Purge;
import io.projectoracle.cli.letters.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** Clears away what was set aside. */
@Command(
    name = "purge",
    description = {
      "Clears dead letters away for good.",
      "Needs a selection, or --all. Their answers, where they have one, stay."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle dead-letters purge oracle.queries-3-42",
      "  oracle dead-letters purge --kind invalid_query --until 30d --dry-run",
      "  oracle dead-letters purge --all --yes",
      "",
      "Exit codes: 0 done, 1 not or not all, 2 wrong usage, 3 no broker answers."
    })
final class DeadLettersPurgeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ChangeOptions change = new ChangeOptions();
  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  DeadLettersPurgeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Selection selection = change.selection();
    try (var cluster = Cluster.connect(kafka.connection(console.environment()))) {
      var letters = new DeadLetters(cluster, kafka.topics());
      if (change.dryRun()) {
        return purge(letters.select(selection), Publishing.NOTHING, selection);
      }
      if (!change.isConfirmed(
          console, () -> "purge " + letters.select(selection).size() + " dead letters?")) {
        return ExitCodes.FAILED;
      }
      cluster.partitions(kafka.topics().deadLetters()); // Nobody there is known sooner by that.
      try (var publishing = ExclusivePublishing.begin(cluster, kafka.topics())) {
        return purge(letters.select(selection), publishing, selection);
      }
    }
  }

  private int purge(List<DeadLetter> letters, Publishing publishing, Selection selection) {
    List<String> purged = new ArrayList<>();
    try {
      new Purge(publishing)
          .run(letters, batch -> batch.forEach(letter -> purged.add(letter.failure().position())));
    } finally {
      print(purged);
    }
    List<String> absent = selection.absentFrom(letters);
    absent.forEach(name -> console.remark(name + ": no such dead letter"));
    return absent.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private void print(List<String> purged) {
    if (common.json()) {
      console.result(
          JsonMapper.shared()
              .writeValueAsString(Map.of("applied", !change.dryRun(), "purged", purged)));
    } else {
      console.remark((change.dryRun() ? "would purge " : "purged ") + purged.size());
    }
  }
}
