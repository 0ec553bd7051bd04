package io.projectoracle.cli;

import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.letters.Selection;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.SourcePosition;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which failures a command concerns: those to which all of this applies. */
final class SelectionOptions {
  private static final Set<String> KINDS =
      Arrays.stream(FailureKind.values())
          .map(FailureKind::wireName)
          .collect(Collectors.toUnmodifiableSet());

  @Parameters(
      arity = "0..*",
      paramLabel = "POSITION",
      description = "Positions of the queries' records, such as oracle.queries-3-42.")
  private List<String> positions = List.of();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Of the query of that id; may be repeated.")
  private List<String> ids = List.of();

  @Option(
      names = "--kind",
      split = ",",
      paramLabel = "KIND",
      description =
          "Of that kind of failure: invalid_query or poison for dead letters; for failed answers"
              + " unauthorised, timeout, rejected and so on.")
  private List<String> kinds = List.of();

  @Option(names = "--reason", paramLabel = "TEXT", description = "With that text in the reason.")
  private @Nullable String reason;

  @Option(names = "--agent", paramLabel = "NAME", description = "Asked of that agent.")
  private @Nullable String agent;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Failed then or later: a time (2026-01-31T09:00:00Z) or how long ago (2h).")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Failed before then.")
  private @Nullable String until;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, the oldest first.")
  private @Nullable Integer limit;

  Selection selection() {
    for (String position : positions) {
      if (SourcePosition.parse(position) == null) {
        throw new UsageException("POSITION must look like oracle.queries-3-42: " + position);
      }
    }
    for (String kind : kinds) {
      if (!KINDS.contains(kind)) {
        throw new UsageException(
            "--kind must be one of "
                + KINDS.stream().sorted().collect(Collectors.joining(", "))
                + ": "
                + kind);
      }
    }
    return new Selection(
        new HashSet<>(positions),
        new HashSet<>(ids),
        new HashSet<>(kinds),
        reason,
        agent,
        time("--since", since),
        time("--until", until),
        Objects.requireNonNullElse(OptionValues.positive("--limit", limit), Integer.MAX_VALUE));
  }

  private static @Nullable Instant time(String option, @Nullable String text) {
    return text == null ? null : TimeOption.parse(option, "", text);
  }
}
