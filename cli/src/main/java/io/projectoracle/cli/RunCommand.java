package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers a file of queries with everything in this process. */
@Command(
    name = "run",
    description = {
      "Answers the queries of a file: broker, worker and aggregator all run in this process.",
      "Without --endpoint the model is a simulator, and nothing leaves this machine."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle run queries.jsonl",
      "  oracle run queries.jsonl --output - > answers.jsonl",
      "  oracle run queries.jsonl --simulator-latency fixed:300ms",
      "  OPENAI_API_KEY=... oracle run queries.jsonl --endpoint openai --rate-limit 10/60s",
      "  oracle run queries.jsonl --bootstrap-servers kafka:9092 --force",
      "",
      "Kafka of others is used only if --bootstrap-servers or --kafka-config names it."
    })
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Where answers go, one JSON object per line; - for standard output, the summary then goes"
              + " to standard error (default: ${DEFAULT-VALUE}).")
  private String output = "answers.jsonl";

  @Option(names = "--force", description = "Replace the output file if it exists.")
  private boolean force;

  @Mixin private final InputFile input = new InputFile();
  @Mixin private final LocalOptions local = new LocalOptions();

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    return new RunJob(console, input, local).run(output, force) ? 0 : ExitCodes.FAILED;
  }
}
