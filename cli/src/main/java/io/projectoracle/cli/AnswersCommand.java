package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.DurationText;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.client.AnswerListener;
import io.projectoracle.client.AnswerReader;
import io.projectoracle.client.ReadFrom;
import io.projectoracle.client.ReceivedAnswer;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what is on the answers topic. */
@Command(
    name = "answers",
    description = "Prints answers as JSON lines: those that are there, or new ones as they come.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle answers                         every answer still kept",
      "  oracle answers --from 10m              those of the last ten minutes",
      "  oracle answers --follow                new ones, until Ctrl-C",
      "  oracle answers --follow --from 2026-01-31T09:00:00Z"
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

  @Mixin private final KafkaOptions kafka = new KafkaOptions();

  @SuppressWarnings("UnusedVariable") // Its options are read by picocli.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  AnswersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReadFrom start = start();
    try (var reader =
        new AnswerReader(
            kafka.connection(console.environment()), kafka.topics(), CONNECT_TIMEOUT)) {
      var printer = new Printer(console, reader, follow);
      if (follow) {
        reader.follow(start, printer);
      } else {
        reader.readToPresentEnd(start, printer);
      }
    }
    return console.isAbandoned() ? READER_GONE : 0;
  }

  private ReadFrom start() {
    if (from == null) {
      return follow ? new ReadFrom.PresentEnd() : new ReadFrom.Beginning();
    }
    if (from.equals("beginning")) {
      return new ReadFrom.Beginning();
    }
    try {
      return new ReadFrom.Time(
          Character.isDigit(from.charAt(0)) && from.contains("-")
              ? OffsetDateTime.parse(from).toInstant()
              : Instant.now().minus(DurationText.parse(from)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
      throw new UsageException(
          "--from must be beginning, a time like 2026-01-31T09:00:00Z or a duration like 10m: "
              + from);
    }
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
