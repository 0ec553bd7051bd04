package io.projectoracle.cli;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.letters.DeadLetters;
import io.projectoracle.cli.letters.DeadlineChoice;
import io.projectoracle.cli.letters.ExclusivePublishing;
import io.projectoracle.cli.letters.FailedAnswers;
import io.projectoracle.cli.letters.Publishing;
import io.projectoracle.cli.letters.RecordPicker;
import io.projectoracle.cli.letters.Redrivable;
import io.projectoracle.cli.letters.Redrive;
import io.projectoracle.cli.letters.RedrivenRecords;
import io.projectoracle.cli.letters.Repetitions;
import io.projectoracle.cli.letters.Selection;
import io.projectoracle.cli.queries.LineIds;
import io.projectoracle.cli.queries.QueryFile;
import io.projectoracle.cli.queries.QueryLine;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.SourcePosition;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has failed queries asked once more. */
@Command(
    name = "redrive",
    description = {
      "Asks once more what failed.",
      "Each becomes a new query with a new id that names the one it repeats, and its answer goes to",
      "the client that asked. A dead letter is cleared away in the transaction that publishes its",
      "query; a failed answer stays, and is not redriven a second time.",
      "",
      "Needs a selection, or --all. A deadline that is over is left out. What is no query stays, and",
      "can be mended: see --replace."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle dead-letters redrive oracle.queries-3-42",
      "  oracle dead-letters redrive --kind poison --limit 1",
      "  oracle dead-letters redrive --from failed --kind unauthorised --since 2h --dry-run",
      "  oracle dead-letters redrive --from failed --since 2h --deadline 10m",
      "  oracle dead-letters show oracle.queries-3-42 --value > query.json",
      "  oracle dead-letters redrive oracle.queries-3-42 --replace query.json",
      "",
      "Exit codes: 0 all were redriven, 1 some were not, 2 wrong usage, 3 no broker answers."
    })
final class DeadLettersRedriveCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--from",
      paramLabel = "dead-letters|failed",
      description = "What to redrive: dead letters (the default), or failed answers.")
  private String from = "dead-letters";

  @Option(names = "--again", description = "With --from failed: also what was redriven before.")
  private boolean again;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      description = "Deadline of the new queries: a duration from now (10m) or a time.")
  private @Nullable String deadline;

  @Option(
      names = "--replace",
      paramLabel = "FILE",
      description =
          "Redrive one dead letter as the query in this file: one line, as in query files. Its id"
              + " does not count.")
  private @Nullable String replacement;

  @Mixin private final ChangeOptions change = new ChangeOptions();
  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  DeadLettersRedriveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Selection selection = change.selection();
    requireSense(selection);
    var repetitions =
        new Repetitions(
            kafka.topics().queries(),
            new DeadlineChoice(deadline(), InstantSource.system()),
            QueryIds::next,
            mended());
    try (var cluster = Cluster.connect(kafka.connection(console.environment()))) {
      if (change.dryRun()) {
        return redrive(cluster, selection, Publishing.NOTHING, repetitions);
      }
      if (!change.isConfirmed(
          console, () -> "redrive " + failures(cluster, selection).size() + " queries?")) {
        return ExitCodes.FAILED;
      }
      cluster.partitions(kafka.topics().queries()); // Nobody there is known sooner by that.
      try (var publishing = ExclusivePublishing.begin(cluster, kafka.topics())) {
        return redrive(cluster, selection, publishing, repetitions);
      }
    }
  }

  private boolean fromFailed() {
    return from.equals("failed");
  }

  private void requireSense(Selection selection) {
    if (!fromFailed() && !from.equals("dead-letters")) {
      throw new UsageException("--from must be dead-letters or failed: " + from);
    }
    if (again && !fromFailed()) {
      throw new UsageException("--again has a meaning only with --from failed");
    }
    if (replacement != null && fromFailed()) {
      throw new UsageException("--replace is for a dead letter, not for --from failed");
    }
    if (fromFailed() && FailedAnswers.areAllDeadLetters(selection.kinds())) {
      throw new UsageException(
          "--kind: what failed as "
              + String.join(", ", selection.kinds())
              + " is a dead letter; redrive it without --from failed");
    }
  }

  private void requireOne(List<? extends Redrivable> failures) {
    if (replacement != null && failures.size() > 1) {
      throw new UsageException(
          "--replace needs one dead letter, name its position: " + failures.size() + " selected");
    }
  }

  private List<? extends Redrivable> failures(Cluster cluster, Selection selection) {
    return fromFailed()
        ? new FailedAnswers(cluster, kafka.topics()).select(selection)
        : new DeadLetters(cluster, kafka.topics()).select(selection);
  }

  private int redrive(
      Cluster cluster, Selection selection, Publishing publishing, Repetitions repetitions) {
    List<? extends Redrivable> failures = failures(cluster, selection);
    requireOne(failures);
    var report = new RedriveReport(console, common.json(), !change.dryRun());
    try (var picker = new RecordPicker(cluster)) {
      new Redrive(picker, publishing, repetitions)
          .run(failures, already(cluster, failures), report);
      selection
          .absentFrom(failures)
          .forEach(name -> report.refused(name, "there is no such failure"));
    } finally {
      report.end();
    }
    return report.isComplete() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private Set<SourcePosition> already(Cluster cluster, List<? extends Redrivable> failures) {
    return fromFailed() && !again
        ? new RedrivenRecords(cluster, kafka.topics().queries())
            .among(failures.stream().map(Redrivable::content).toList())
        : Set.of();
  }

  private @Nullable Instant deadline() {
    return deadline == null ? null : TimeOption.ahead("--deadline", deadline);
  }

  private @Nullable Query mended() throws IOException {
    if (replacement == null) {
      return null;
    }
    try (QueryFile file = new QuerySource(replacement).open(console, LineIds.random())) {
      QueryLine line = file.next();
      if (line instanceof QueryLine.Valid valid && file.next() == null) {
        return valid.query();
      }
      throw new UsageException(
          "--replace must hold one query, on one line: "
              + (line instanceof QueryLine.Broken broken ? broken.reason() : replacement));
    }
  }
}
