package io.projectoracle.benchmarks;

import io.projectoracle.benchmarks.part.PartHost;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Plays a part for another process of this command. */
@Command(name = "part", hidden = true, description = "Plays a part; see the class PartHost.")
final class PartCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PART")
  private String part = "";

  @Override
  public Integer call() throws Exception {
    PartHost.run(part, System.in, System.out);
    return 0;
  }
}
