package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.process.ForegroundProcess;
import io.projectoracle.cli.process.Keys;
import io.projectoracle.cli.process.Part;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Options of every command that runs one part of an installation in the foreground. */
final class ProcessOptions {
  @Parameters(
      paramLabel = "--KEY=VALUE",
      description =
          "After --: any other key of the part's or Spring Boot's configuration; these win.")
  private List<String> keys = new ArrayList<>();

  @Mixin private final CommonOptions common = new CommonOptions();

  /** The exit code, when the part was told to stop and has ended. */
  int run(Console console, Part part, Keys chosen) throws InterruptedException {
    chosen.logging(common.json(), common.verbose()).typed(keys);
    return ExitCodes.ofStop(console, new ForegroundProcess(console, part).run(chosen));
  }
}
