package io.projectoracle.cli;

import io.projectoracle.cli.console.CallRate;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.DurationText;
import io.projectoracle.cli.local.AnswerFile;
import io.projectoracle.cli.local.LocalRun;
import io.projectoracle.cli.local.LocalSettings;
import io.projectoracle.cli.queries.LineIds;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What {@code run} does, apart from it so that its classes are loaded only then. */
record RunJob(Console console, InputFile input, LocalOptions options) {
  /**
   * How long calls under way may take after Ctrl-C: somebody who presses it does not want to wait
   * for a minute, but what is cut short on Kafka that stays is called again by another worker.
   */
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration THROWAWAY_DRAIN_TIMEOUT = Duration.ofSeconds(1);

  /** Whether everything was answered. */
  boolean run(String output, boolean force) throws Exception {
    var parts = new LocalParts(options, console.environment());
    boolean throwaway = options.kafka.explicitConnection() == null && options.data == null;
    LocalSettings settings =
        parts.settings(
            /* brokerPort= */ 0,
            /* simulatorPort= */ 0,
            throwaway ? THROWAWAY_DRAIN_TIMEOUT : DRAIN_TIMEOUT);
    try (var queries = input.source().open(console, LineIds.random());
        var answers = AnswerFile.open(output, force, console)) {
      announce(settings.model().rate());
      return new LocalRun(settings, queries, answers, console).run(options.common.form());
    }
  }

  private void announce(@Nullable CallRate rate) throws IOException {
    if (rate == null) {
      return;
    }
    long queries = input.source().countLines();
    console.remark(
        queries < 0
            ? "at most " + rate
            : queries
                + " queries at "
                + rate
                + " take at least "
                + DurationText.format(rate.leastTime(queries)));
  }
}
