package io.projectoracle.chaos.process;

import io.projectoracle.chaos.history.FaultLine;
import io.projectoracle.chaos.history.FaultLine.Kind;
import io.projectoracle.chaos.history.JsonLines;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A worker process, from its start to its end. Everything that is done to it is written down. One
 * fault at a time.
 */
final class Worker {
  private static final Pattern READY = Pattern.compile("worker started ");
  private static final int HEAP_MEGABYTES = 256;
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** Beyond the drain timeout: to leave the group and end the JVM. */
  private static final Duration STOP_MARGIN = Duration.ofMinutes(1);

  private final String name;
  private final Child child;
  private final JsonLines<FaultLine> faults;
  private final Duration drainTimeout;
  private final long startedMillis = System.currentTimeMillis();
  private volatile boolean endIsMeant;
  private volatile long terminatedMillis;

  private Worker(String name, Child child, JsonLines<FaultLine> faults, Duration drainTimeout) {
    this.name = name;
    this.child = child;
    this.faults = faults;
    this.drainTimeout = drainTimeout;
  }

  static Worker start(
      Processes processes,
      String name,
      List<String> arguments,
      Duration drainTimeout,
      JsonLines<FaultLine> faults) {
    Child child = processes.start(name, HEAP_MEGABYTES, READY, arguments);
    Worker worker = new Worker(name, child, faults, drainTimeout);
    child.whenReady(() -> worker.note(Kind.START, worker.startedMillis, null));
    child.whenEnded(
        exitCode -> {
          if (!worker.endIsMeant && !processes.isClosed()) {
            worker.note(Kind.CRASH, System.currentTimeMillis(), exitCode);
          }
        });
    return worker;
  }

  void whenReady(Runnable told) {
    child.whenReady(told);
  }

  String name() {
    return name;
  }

  /** Returns when it has started to ask for work. */
  void awaitReady() throws InterruptedException {
    child.awaitReady(START_LIMIT);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    endIsMeant = true;
    long from = System.currentTimeMillis();
    child.kill();
    note(Kind.KILL, from, null);
  }

  /** SIGSTOP, and SIGCONT when the time is over. */
  void pause(Duration length) throws InterruptedException {
    long from = System.currentTimeMillis();
    child.pause();
    try {
      Thread.sleep(length.toMillis());
    } finally {
      child.resume();
      note(Kind.PAUSE, from, null);
    }
  }

  /** SIGTERM; returns at once. */
  void terminate() {
    endIsMeant = true;
    terminatedMillis = System.currentTimeMillis();
    child.terminate();
  }

  /** Returns when it has drained and ended; kills it if it takes longer than it may. */
  void awaitStopped() throws InterruptedException {
    Integer exitCode = child.exitCode(drainTimeout.plus(STOP_MARGIN));
    note(Kind.STOP, terminatedMillis, exitCode);
    if (exitCode == null) {
      child.kill();
      note(Kind.STUCK, terminatedMillis, null);
    }
  }

  private void note(Kind kind, long from, @Nullable Integer exitCode) {
    faults.add(new FaultLine(kind, name, from, System.currentTimeMillis(), exitCode));
  }
}
