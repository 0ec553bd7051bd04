package io.projectoracle.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what concerns records that were set aside. */
@Command(
    name = "dead-letters",
    description = "Shows, redrives and purges what was set aside, and redrives failed queries.",
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersShowCommand.class,
      DeadLettersRedriveCommand.class,
      DeadLettersPurgeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle dead-letters list",
      "  oracle dead-letters show oracle.queries-3-42",
      "  oracle dead-letters redrive --kind poison",
      "  oracle dead-letters redrive --from failed --kind unauthorised --since 2h",
      "  oracle dead-letters purge --until 30d"
    })
final class DeadLettersCommand implements Runnable {
  @SuppressWarnings("UnusedVariable") // Its options are read by picocli.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  DeadLettersCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: list, show, redrive, purge");
  }
}
