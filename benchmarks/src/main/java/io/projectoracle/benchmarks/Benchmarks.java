package io.projectoracle.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that measures. */
@Command(
    name = "benchmarks/run",
    description = {
      "Measures a worker beside what it could be replaced by. Broker, model and both sides run in JVMs",
      "of their own on this machine; the sides take turns."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AllCommand.class,
      EngineCommand.class,
      WorkerCommand.class,
      InFlightCommand.class,
      LatencyCommand.class,
      HeapCommand.class,
      MicroCommand.class,
      PartCommand.class
    },
    footerHeading = "%nExit codes:%n",
    footer = "  0 every ratio is as it must be, 1 one is not or the run failed, 2 wrong usage.")
public final class Benchmarks implements Runnable {
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  Benchmarks() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
