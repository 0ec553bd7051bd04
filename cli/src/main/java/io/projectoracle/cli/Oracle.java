package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code oracle}. */
@Command(
    name = "oracle",
    description = "Answers LLM queries through Apache Kafka.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle run queries.jsonl             answer a file of queries, all on this machine",
      "  oracle serve                         broker, simulator, worker and aggregator, to use",
      "  oracle ask --agent technical \"Why?\"  ask one question",
      "",
      "Exit codes: 0 done or stopped as asked, 1 something failed or was not answered, 2 wrong",
      "usage, 3 nobody answers there, 4 stopped but queries were cut short, 130 and 143 ended by Ctrl-C or SIGTERM."
    })
public final class Oracle implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          ServeCommand.class,
          BrokerCommand.class,
          SimulatorCommand.class,
          WorkerCommand.class,
          AggregatorCommand.class,
          GatewayCommand.class,
          SubmitCommand.class,
          AskCommand.class,
          AnswersCommand.class,
          StatsCommand.class,
          TopicsCommand.class,
          OffsetsCommand.class,
          DeadLettersCommand.class,
          CheckCommand.class,
          StatusCommand.class,
          ChaosCommand.class);

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  Oracle() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Console.system(), args));
  }

  /** Runs a command in this JVM. */
  static int run(Console console, String... args) {
    var command = new CommandLine(Oracle.class, new Commands(console));
    commandsFor(args).forEach(command::addSubcommand);
    command.setOut(new PrintWriter(console.out(), /* autoFlush= */ true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(console.err(), /* autoFlush= */ true, StandardCharsets.UTF_8));
    command.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler(new Failures.OfUsage(console));
    command.setExecutionExceptionHandler(new Failures.OfExecution(console));
    command.setExecutionStrategy(
        parsed -> {
          Verbosity.apply(parsed);
          return new CommandLine.RunLast().execute(parsed);
        });
    int exitCode = command.execute(args);
    command.getOut().flush();
    console.out().flush();
    return exitCode;
  }

  /**
   * The one that is asked for, or all of them: to look at the options of all takes a tenth of the
   * second that an {@code ask} may take.
   */
  private static List<Class<?>> commandsFor(String... args) {
    String wanted = args.length == 0 ? "" : args[0];
    List<Class<?>> one = COMMANDS.stream().filter(each -> name(each).equals(wanted)).toList();
    return one.isEmpty() ? COMMANDS : one;
  }

  private static String name(Class<?> command) {
    return Objects.requireNonNull(command.getAnnotation(Command.class)).name();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
