package io.projectoracle.cli;

import io.projectoracle.cli.check.TopicSettings;
import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.console.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Sets what is wrong with the topics' settings. */
@Command(
    name = "configure",
    description = {
      "Gives topics that exist the settings without which Oracle loses something or does not work:",
      "what oracle check finds. Settings that will do are left alone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle topics configure --dry-run",
      "  oracle topics configure --bootstrap-servers kafka:9092"
    })
final class TopicsConfigureCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  TopicsConfigureCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<TopicSettings.Change> changes;
    try (var cluster = Cluster.connect(kafka.connection(console.environment()))) {
      var settings = new TopicSettings(cluster, kafka.topics());
      changes = settings.needed();
      if (!dryRun) {
        settings.apply(changes);
      }
    }
    if (common.json()) {
      console.result(JsonMapper.shared().writeValueAsString(changes));
    } else {
      changes.forEach(change -> console.result(text(change)));
      if (changes.isEmpty()) {
        console.remark("nothing to change");
      }
    }
    return ExitCodes.DONE;
  }

  private String text(TopicSettings.Change change) {
    return change.topic()
        + ": "
        + change.key()
        + (dryRun ? " would go from " : " from ")
        + change.from()
        + " to "
        + change.to();
  }
}
