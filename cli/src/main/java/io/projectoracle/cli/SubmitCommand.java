package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.client.OracleClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Publishes a file of queries and leaves. */
@Command(
    name = "submit",
    description = "Publishes the queries of a file and prints their ids; answers are not awaited.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle submit queries.jsonl",
      "  generate | oracle submit --bootstrap-servers kafka:9092 --json -"
    })
final class SubmitCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final InputFile input = new InputFile();
  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  SubmitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (var file = input.open(console);
        var client =
            OracleClient.builder()
                .connection(kafka.connection(console.environment()))
                .topics(kafka.topics())
                .build()) {
      var listing = common.json() ? PublishedListing.json(console) : PublishedListing.text(console);
      return new Submission(file, client, console, listing).run() ? 0 : ExitCodes.FAILED;
    }
  }
}
