package io.projectoracle.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Runs the JMH benchmarks. */
@Command(
    name = "jmh",
    description = {
      "JMH: the JSON of messages, the map of finished offsets, the query key. Takes JMH's own options",
      "and names of benchmarks; -h lists them."
    })
final class MicroCommand implements Callable<Integer> {
  @Option(names = "--help", usageHelp = true, description = "Show this and end.")
  boolean help;

  @Unmatched private final List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Main.main(arguments.toArray(String[]::new));
    return 0;
  }
}
