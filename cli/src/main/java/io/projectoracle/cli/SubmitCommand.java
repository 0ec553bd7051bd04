package io.projectoracle.cli;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.published.PublishedQueries;
import io.projectoracle.cli.queries.LineIds;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.client.OracleClient;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes a file of queries and leaves. */
@Command(
    name = "submit",
    description = {
      "Publishes the queries of a file and prints their ids; answers are not awaited.",
      "A line of a file has the same id whenever it is submitted: its own, or one that follows from",
      "the line and its batch. Interrupted, it goes on with --resume; oracle answers --file collects",
      "the answers. Lines from standard input get new ids unless --batch is given."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle submit queries.jsonl",
      "  oracle submit queries.jsonl --resume               only what is not published yet",
      "  oracle submit queries.jsonl --batch 2026-01-31     the same file once more",
      "  generate | oracle submit --bootstrap-servers kafka:9092 --json -"
    })
final class SubmitCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--resume",
      description = {
        "Publish only what is not there yet: neither a query nor its answer. Reads both topics.",
        "The submit that was interrupted must have ended."
      })
  private boolean resume;

  @Option(
      names = "--from",
      paramLabel = "beginning|TIME",
      description =
          "With --resume: what was published before does not count. A time (2026-01-31T09:00:00Z)"
              + " or how long ago (12h); default: beginning.")
  private @Nullable String from;

  @Mixin private final InputFile input = new InputFile();
  @Mixin private final BatchOption batch = new BatchOption();
  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  SubmitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    QuerySource source = input.source();
    LineIds ids = batch.ids(source);
    KafkaConnection connection = kafka.connection(console.environment());
    Set<String> already = already(source, ids, connection);
    try (var file = source.open(console, ids);
        var client = OracleClient.builder().connection(connection).topics(kafka.topics()).build()) {
      var listing = common.json() ? PublishedListing.json(console) : PublishedListing.text(console);
      return new Submission(file, already, client, console, listing).run() ? 0 : ExitCodes.FAILED;
    }
  }

  private Set<String> already(QuerySource source, LineIds ids, KafkaConnection connection)
      throws IOException {
    if (!resume) {
      if (from != null) {
        throw new UsageException("--from has a meaning only with --resume");
      }
      return Set.of();
    }
    if (source.isStream()) {
      throw new UsageException("--resume needs a file, which can be read twice: " + source.file());
    }
    Instant since =
        from == null || from.equals("beginning")
            ? null
            : TimeOption.parse("--from", "beginning, ", from);
    Set<String> wanted = source.ids(console, ids).keySet();
    try (var cluster = Cluster.connect(connection)) {
      return PublishedQueries.among(wanted, cluster, kafka.topics(), since);
    }
  }
}
