package io.projectoracle.cli;

import io.projectoracle.chaos.ChaosRun;
import io.projectoracle.chaos.ChaosSettings;
import io.projectoracle.chaos.check.Report;
import io.projectoracle.chaos.fault.FaultKind;
import io.projectoracle.chaos.history.HistoryFolder;
import io.projectoracle.chaos.process.OracleCommand;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.DurationText;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.contract.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What {@code chaos} does, apart from it so that its classes are loaded only then. */
record ChaosJob(Console console, ChaosCommand options) {
  /** Told by the launcher. */
  private static final String CLASS_ARCHIVE = "oracle.class.archive";

  private static final Duration DEFAULT_DURATION = Duration.ofMinutes(3);
  private static final Duration DEFAULT_SESSION = Duration.ofSeconds(10);

  /** Whether every promise was kept. */
  boolean run() throws IOException, InterruptedException {
    Path history =
        options.history == null
            ? Files.createTempDirectory("oracle-chaos-")
            : options.history.toAbsolutePath();
    ChaosSettings settings = settings(history);
    long start = System.nanoTime();
    Report report;
    try {
      report = new ChaosRun(settings, line -> console.remark(elapsed(start) + line)).run();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(e.getMessage() + "; logs are in " + history, e);
    }
    write(report);
    if (options.history == null && report.passed()) {
      HistoryFolder.delete(history);
    } else {
      console.remark("history: " + history);
    }
    return report.passed();
  }

  private ChaosSettings settings(Path history) {
    Duration asked = OptionValues.duration("--duration", options.duration);
    KafkaConnection connection = options.kafka.explicitConnection();
    Duration session = OptionValues.duration("--session-timeout", options.sessionTimeout);
    Topics topics = options.kafka.topics();
    try {
      return new ChaosSettings(
          OracleCommand.ofThisJvm(Oracle.class, System.getProperty(CLASS_ARCHIVE)),
          connection == null
              ? null
              : new ChaosSettings.OwnCluster(
                  connection.bootstrapServers(),
                  connection.config(),
                  options.kafka.propertiesFile()),
          topics.prefix(),
          queries(asked),
          options.rate,
          options.equalShare,
          options.workers,
          options.concurrency,
          options.latency,
          options.partitions,
          faults(connection != null),
          duration("--kill-every", options.killEvery),
          duration(asked),
          session == null && connection == null ? DEFAULT_SESSION : session,
          duration("--drain-timeout", options.drainTimeout),
          options.seed == null ? ThreadLocalRandom.current().nextInt() : options.seed,
          history);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private Set<FaultKind> faults(boolean isClusterOfOthers) {
    if (options.faults != null) {
      return options.faults;
    }
    Set<FaultKind> all = EnumSet.allOf(FaultKind.class);
    if (isClusterOfOthers) {
      all.remove(FaultKind.BROKER);
    }
    return all;
  }

  private int queries(@Nullable Duration duration) {
    if (options.queries != null) {
      return options.queries;
    }
    Duration load = duration == null ? DEFAULT_DURATION : duration;
    return (int) Math.max(1, options.rate * load.toMillis() / 1e3);
  }

  private Duration duration(@Nullable Duration asked) {
    if (asked != null) {
      return asked;
    }
    return options.queries == null
        ? DEFAULT_DURATION
        : Duration.ofMillis((long) (options.queries / options.rate * 1e3) + 1);
  }

  private static Duration duration(String option, String text) {
    return Objects.requireNonNull(OptionValues.duration(option, text));
  }

  private void write(Report report) throws IOException {
    String json = JsonMapper.shared().writeValueAsString(report);
    if (options.report != null) {
      Files.writeString(options.report, json + "\n");
    }
    if (options.common.json()) {
      console.result(json);
    } else {
      ReportText.lines(report).forEach(console::result);
    }
  }

  private static String elapsed(long startNanos) {
    return String.format("%6s  ", DurationText.format(sinceSeconds(startNanos)));
  }

  private static Duration sinceSeconds(long startNanos) {
    return Duration.ofSeconds(Duration.ofNanos(System.nanoTime() - startNanos).toSeconds());
  }
}
