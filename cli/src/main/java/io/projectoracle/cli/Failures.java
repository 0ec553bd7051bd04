package io.projectoracle.cli;

import io.projectoracle.cli.cluster.ClusterException;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.client.KafkaUnreachableException;
import io.projectoracle.client.OracleClientException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What people see when something is wrong: one line, unless they ask for more. */
final class Failures {
  private Failures() {}

  /** The command line is wrong. */
  record OfUsage(Console console) implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
      CommandLine command = e.getCommandLine();
      String name = command.getCommandSpec().qualifiedName(" ");
      console.remark(name + ": " + oneLine(e));
      UnmatchedArgumentException.printSuggestions(e, command.getErr());
      console.remark("see: " + name + " --help");
      return ExitCodes.WRONG_USAGE;
    }
  }

  /** The command failed. */
  record OfExecution(Console console) implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
      console.out().flush();
      console.remark(command.getCommandSpec().qualifiedName(" ") + ": " + oneLine(e));
      if (Verbosity.isVerbose(parsed)) {
        e.printStackTrace(console.err());
      }
      return exitCode(e);
    }

    private static int exitCode(Exception e) {
      if (e instanceof UsageException) {
        return ExitCodes.WRONG_USAGE;
      }
      return e instanceof KafkaUnreachableException ? ExitCodes.UNREACHABLE : ExitCodes.FAILED;
    }
  }

  /** The message, and that of the deepest cause if it adds something. */
  private static String oneLine(Exception e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String reason = deepest.getMessage();
    if (e instanceof ParameterException
        || e instanceof OracleClientException
        || e instanceof ClusterException
        || reason == null
        || message.contains(reason)) {
      return flat(message);
    }
    return flat(message + ": " + reason);
  }

  private static String flat(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
