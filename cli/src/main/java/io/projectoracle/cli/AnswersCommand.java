package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.client.AnswerListener;
import io.projectoracle.client.AnswerReader;
import io.projectoracle.client.ReadFrom;
import io.projectoracle.client.ReceivedAnswer;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what is on the answers topic. */
@Command(
    name = "answers",
    description = {
      "Prints answers as JSON lines: those that are there, or new ones as they come, or those of a",
      "file that was submitted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle answers                         every answer still kept",
      "  oracle answers --from 10m              those of the last ten minutes",
      "  oracle answers --follow                new ones, until Ctrl-C",
      "  oracle answers --follow --from 2026-01-31T09:00:00Z",
      "  oracle answers --file queries.jsonl    those of the file; exit code 1 if some are missing",
      "  oracle answers --file queries.jsonl --timeout 10m"
    })
final class AnswersCommand implements Callable<Integer> {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** What a shell reports of a program whose reader went away: 128 + SIGPIPE. */
  private static final int READER_GONE = 141;

  private final Console console;

  @Option(names = "--follow", description = "Go on with new answers until stopped.")
  private boolean follow;

  @Option(
      names = "--from",
      paramLabel = "beginning|TIME",
      description =
          "Where to start: beginning, a time (2026-01-31T09:00:00Z) or how long ago (10m). Without"
              + " it: the beginning, or now with --follow.")
  private @Nullable String from;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "One answer for each query of a file that was submitted; - for standard input.")
  private @Nullable String file;

  @Option(names = "--wait", description = "With --file: until all answers are there.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "With --file: until all answers are there; waits at most so long (10m) for new ones.")
  private @Nullable String timeout;

  @Mixin private final BatchOption batch = new BatchOption();
  @Mixin private final KafkaOptions kafka = new KafkaOptions();

  @SuppressWarnings("UnusedVariable") // Its options are read by picocli.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  AnswersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ReadFrom start = start();
    FileAnswers ofFile = ofFile();
    try (var reader =
        new AnswerReader(
            kafka.connection(console.environment()), kafka.topics(), CONNECT_TIMEOUT)) {
      if (ofFile != null) {
        return ofFile.collect(reader, start) ? ExitCodes.DONE : ExitCodes.FAILED;
      }
      var printer = new Printer(console, reader, follow);
      if (follow) {
        reader.follow(start, printer);
      } else {
        reader.readToPresentEnd(start, printer);
      }
    }
    return console.isAbandoned() ? READER_GONE : 0;
  }

  private @Nullable FileAnswers ofFile() throws IOException {
    Duration patience = OptionValues.duration("--timeout", timeout);
    if (file == null) {
      if (wait || patience != null || batch.isGiven()) {
        throw new UsageException("--batch, --wait and --timeout have a meaning only with --file");
      }
      return null;
    }
    var source = new QuerySource(file);
    if (follow) {
      throw new UsageException("--follow and --file exclude each other; use --wait");
    }
    if (!wait && patience == null) {
      patience = Duration.ZERO;
    }
    return new FileAnswers(source.ids(console, batch.ids(source)), console, patience);
  }

  private ReadFrom start() {
    if (from == null) {
      return follow ? new ReadFrom.PresentEnd() : new ReadFrom.Beginning();
    }
    if (from.equals("beginning")) {
      return new ReadFrom.Beginning();
    }
    return new ReadFrom.Time(TimeOption.parse("--from", "beginning, ", from));
  }

  private record Printer(Console console, AnswerReader reader, boolean live)
      implements AnswerListener {
    @Override
    public void answer(ReceivedAnswer received) {
      console.result(new String(MessageCodec.encode(received.answer()), StandardCharsets.UTF_8));
      // Asking whether the reader is there flushes; only a live view needs that for every line.
      if (live && console.isAbandoned()) {
        reader.stop();
      }
    }

    @Override
    public void malformed(SourcePosition position, String reason) {
      console.remark(position + " is no answer: " + reason);
    }
  }
}
