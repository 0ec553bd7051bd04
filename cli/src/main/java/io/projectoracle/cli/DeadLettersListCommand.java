package io.projectoracle.cli;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.letters.DeadLetter;
import io.projectoracle.cli.letters.DeadLetters;
import io.projectoracle.cli.letters.Selection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** Lists what was set aside. */
@Command(
    name = "list",
    description = {
      "Lists the dead letters, the oldest first.",
      "They are records that are no queries, and records that ended the workers that started them.",
      "What they hold is not shown."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle dead-letters list",
      "  oracle dead-letters list --since 2h --reason JSON",
      "  oracle dead-letters list --kind poison --json",
      "",
      "Exit codes: 0 done, 3 no broker answers."
    })
final class DeadLettersListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SelectionOptions options = new SelectionOptions();
  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  DeadLettersListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Selection selection = options.selection();
    try (var cluster = Cluster.connect(kafka.connection(console.environment()))) {
      print(new DeadLetters(cluster, kafka.topics()).select(selection));
    }
    return ExitCodes.DONE;
  }

  private void print(List<DeadLetter> letters) {
    if (common.json()) {
      console.result(
          JsonMapper.shared()
              .writeValueAsString(
                  Map.of("deadLetters", letters.stream().map(DeadLetterText::json).toList())));
    } else if (letters.isEmpty()) {
      console.remark("no dead letters");
    } else {
      DeadLetterText.lines(letters).forEach(console::result);
    }
  }
}
