package io.projectoracle.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what concerns topics. */
@Command(
    name = "topics",
    description = "Sets up the topics, and keeps them small.",
    subcommands = {
      TopicsCreateCommand.class,
      TopicsConfigureCommand.class,
      TopicsTrimCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle topics create --bootstrap-servers kafka:9092 --replication-factor 3",
      "  oracle topics configure --dry-run",
      "  oracle topics trim --older-than 30d"
    })
final class TopicsCommand implements Runnable {
  @SuppressWarnings("UnusedVariable") // Its options are read by picocli.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  TopicsCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: create, configure, trim");
  }
}
