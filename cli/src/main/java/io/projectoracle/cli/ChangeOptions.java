package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.letters.Selection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be changed, and whether it really is. Everything is changed only if it is meant. */
final class ChangeOptions {
  private static final Set<String> YES = Set.of("y", "yes");

  @Mixin private final SelectionOptions options = new SelectionOptions();

  @Option(names = "--all", description = "All of them.")
  private boolean all;

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask, as is never done without a terminal.")
  private boolean yes;

  boolean dryRun() {
    return dryRun;
  }

  Selection selection() {
    Selection selection = options.selection();
    if (selection.isEverything() && !all) {
      throw new UsageException(
          "nothing is selected; give positions, --id, --kind, --reason, --agent, --since or"
              + " --until, or --all for everything");
    }
    if (!selection.isEverything() && all) {
      throw new UsageException("--all and a selection exclude each other");
    }
    return selection;
  }

  /**
   * Whether it is to be done. Asks where somebody watches.
   *
   * @param question made only if it is asked
   */
  boolean isConfirmed(Console console, Supplier<String> question) throws IOException {
    if (yes || !console.terminal()) {
      return true;
    }
    console.err().print(question.get() + " [y/N] ");
    console.err().flush();
    // Not closed: it is the process's own.
    var in = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    String answer = in.readLine();
    return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
  }
}
