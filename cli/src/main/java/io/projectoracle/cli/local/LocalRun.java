package io.projectoracle.cli.local;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.aggregator.figures.FiguresReport;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.Form;
import io.projectoracle.cli.queries.QueryFile;
import io.projectoracle.cli.queries.QueryLine;
import io.projectoracle.client.OracleClient;
import io.projectoracle.contract.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers a file of queries with everything in this process. Used once. */
public final class LocalRun {
  private static final Duration FIGURES_LIMIT = Duration.ofSeconds(60);

  private final LocalSettings settings;
  private final QueryFile queries;
  private final AnswerFile answers;
  private final Console console;
  private final Tally tally = new Tally();

  /** A run; the caller closes both files. */
  public LocalRun(LocalSettings settings, QueryFile queries, AnswerFile answers, Console console) {
    this.settings = settings;
    this.queries = queries;
    this.answers = answers;
    this.console = console;
  }

  /**
   * Runs to the end and prints the summary: to standard output, unless the answers go there.
   *
   * @param summary how the summary is written
   * @return whether every line was a query that was answered
   */
  public boolean run(Form summary) throws IOException, InterruptedException {
    console.remark("starting " + parts() + " ...");
    FiguresReport figures;
    long endNanos;
    try (var stop = new StopHook(this::stopped);
        var installation =
            stop.closing(
                LocalInstallation.start(settings, FiguresOf.THIS_RUN, new SimpleMeterRegistry()))) {
      answerAll(installation);
      if (!installation.aggregator().awaitEnd(FIGURES_LIMIT)) {
        console.remark(
            "the figures below are not complete after " + FIGURES_LIMIT.toSeconds() + " s");
      }
      figures = installation.aggregator().figures();
      endNanos = System.nanoTime();
    }
    Tally.Count count = tally.now();
    var report = new RunReport(figures, count, console.startNanos(), endNanos);
    List<String> lines = summary == Form.JSON ? List.of(report.json()) : report.text();
    lines.forEach(answers.isStandardOutput() ? console::remark : console::result);
    return count.isComplete();
  }

  private void answerAll(LocalInstallation installation) throws IOException, InterruptedException {
    try (var progress = new Progress(console, tally, () -> lookAfter(installation));
        var client =
            OracleClient.builder()
                .connection(installation.kafka())
                .topics(settings.topics())
                .withoutLocalExpiry()
                .build()) {
      progress.start();
      for (QueryLine line = queries.next(); line != null; line = queries.next()) {
        if (line instanceof QueryLine.Valid valid) {
          tally.awaitRoom();
          submit(client, valid);
        } else if (line instanceof QueryLine.Broken broken) {
          reportBroken(broken.number(), broken.reason());
        }
      }
      tally.awaitEnd();
      answers.flush();
    }
  }

  private void submit(OracleClient client, QueryLine.Valid line) {
    try {
      tally.submitted(System.nanoTime());
      var unused = client.submit(line.query()).whenComplete(this::ended);
    } catch (IllegalArgumentException e) {
      tally.withdrawn();
      reportBroken(line.number(), String.valueOf(e.getMessage()));
    }
  }

  private void ended(@Nullable Answer answer, @Nullable Throwable failure) {
    if (failure != null) {
      console.remark(String.valueOf(failure.getMessage()));
    }
    try {
      if (answer != null) {
        answers.write(answer);
      }
    } catch (IOException e) {
      tally.fail(new IOException("answers cannot be written: " + e.getMessage(), e));
    }
    tally.ended(answer, System.nanoTime());
  }

  private void lookAfter(LocalInstallation installation) {
    try {
      answers.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("answers cannot be written: " + e.getMessage(), e);
    }
    Throwable failure = installation.failure();
    if (failure != null) {
      throw new IllegalStateException("worker ended: " + failure.getMessage(), failure);
    }
  }

  private void reportBroken(long number, String reason) {
    tally.broken();
    console.remark("line " + number + ": " + reason);
  }

  /** Told when the process is stopped before the end. */
  private void stopped() {
    try {
      answers.flush();
    } catch (IOException e) {
      console.remark("answers cannot be written: " + e.getMessage());
    }
    Tally.Count count = tally.now();
    console.remark(
        "stopped: " + count.answered() + " of " + count.submitted() + " queries were answered");
  }

  private String parts() {
    String kafka = settings.kafka() == null ? "a Kafka broker, " : "";
    String simulator =
        settings.model().endpoint() instanceof Endpoint.Simulated ? "a simulator, " : "";
    return kafka + simulator + "a worker and an aggregator";
  }
}
