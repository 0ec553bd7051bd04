package io.projectoracle.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what concerns the workers' offsets. */
@Command(
    name = "offsets",
    description = "Shows and sets how far the workers are.",
    subcommands = {OffsetsShowCommand.class, OffsetsResetCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle offsets show",
      "  oracle offsets reset --partition 3 --to earliest --accept-repeat"
    })
final class OffsetsCommand implements Runnable {
  @SuppressWarnings("UnusedVariable") // Its options are read by picocli.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  OffsetsCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: show, reset");
  }
}
