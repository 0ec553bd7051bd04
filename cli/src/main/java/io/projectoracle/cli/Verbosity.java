package io.projectoracle.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParseResult;

/** Whether logs and stack traces are wanted. */
final class Verbosity {
  static final String OPTION = "--verbose";

  private Verbosity() {}

  static boolean isVerbose(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.hasMatchedOption(OPTION);
  }

  static void apply(ParseResult parsed) {
    if (isVerbose(parsed)
        && LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.INFO);
      root.getLoggerContext().getLoggerList().stream()
          .filter(logger -> logger != root)
          .forEach(logger -> logger.setLevel(null));
    }
  }
}
