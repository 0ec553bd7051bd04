package io.projectoracle.cli;

import io.projectoracle.cli.console.Form;
import picocli.CommandLine.Option;

/** What every command understands. */
final class CommonOptions {
  @Option(names = "--json", description = "Machine-readable results on standard output.")
  private boolean json;

  @Option(names = Verbosity.OPTION, description = "Logs and stack traces on standard error.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  Form form() {
    return json ? Form.JSON : Form.TEXT;
  }

  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }

  boolean help() {
    return help;
  }
}
