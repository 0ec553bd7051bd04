package io.projectoracle.cli;

import io.projectoracle.chaos.ChaosRun;
import io.projectoracle.chaos.ChaosSettings;
import io.projectoracle.chaos.check.Report;
import io.projectoracle.chaos.fault.FaultKind;
import io.projectoracle.chaos.process.OracleCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A short run of chaos: workers are killed, and stopped past their session of three seconds. */
final class ChaosTrial {
  private static final String SHIPPED = "target/classes:target/lib/*";
  private static final int RATE = 40;
  private static final Duration DURATION = Duration.ofSeconds(14);

  private final List<String> progress = new CopyOnWriteArrayList<>();
  private final Set<Path> unpacked = ConcurrentHashMap.newKeySet();

  /** What the shipped command makes of it. */
  Report run(Path history) throws InterruptedException {
    return run(SHIPPED, history);
  }

  /** What it makes of it in a cluster that somebody else runs. */
  Report run(ChaosSettings.OwnCluster cluster, Path history) throws InterruptedException {
    return run(SHIPPED, cluster, history);
  }

  /** What it makes of it with some classes replaced. */
  Report run(Path classes, Path history) throws InterruptedException {
    return run(classes + ":" + SHIPPED, history);
  }

  /** What it said meanwhile. */
  List<String> progress() {
    return progress;
  }

  /** Files that its processes had unpacked to their temporary folder when it said something. */
  Set<Path> unpacked() {
    return unpacked;
  }

  private Report run(String classPath, Path history) throws InterruptedException {
    return run(classPath, null, history);
  }

  private Report run(String classPath, ChaosSettings.@Nullable OwnCluster cluster, Path history)
      throws InterruptedException {
    return new ChaosRun(
            new ChaosSettings(
                new OracleCommand(classPath, Oracle.class.getName(), List.of()),
                cluster,
                "trial",
                (int) (RATE * DURATION.toSeconds()),
                RATE,
                /* equalShare= */ 0.05,
                /* workers= */ 2,
                /* concurrency= */ 200,
                "uniform:50ms-2s",
                /* partitions= */ 4,
                EnumSet.of(FaultKind.KILL, FaultKind.PAUSE),
                Duration.ofSeconds(6),
                DURATION,
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                /* seed= */ 1,
                history),
            line -> note(line, history.resolve("tmp")))
        .run();
  }

  private void note(String line, Path temporary) {
    progress.add(line);
    try (Stream<Path> files = Files.list(temporary)) {
      files.forEach(unpacked::add);
    } catch (IOException e) {
      // There is none yet.
    }
  }
}
