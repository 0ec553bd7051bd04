package io.projectoracle.chaos.process;

import io.projectoracle.chaos.history.HistoryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Starts child processes, and makes sure that none of them outlives this JVM. Thread-safe.
 *
 * <p>Nothing helps against a SIGKILL of this JVM itself: its children then have to be ended by
 * hand.
 */
public final class Processes implements AutoCloseable {
  private final OracleCommand oracle;
  private final Path logs;
  private final Path temporary;
  private final Set<Child> children = ConcurrentHashMap.newKeySet();
  private final Thread atExit = new Thread(this::endAll, "oracle-chaos-exit");
  private volatile boolean closed;

  /**
   * @param folder for what they print, in {@code logs}, and for what they unpack, in {@code tmp},
   *     which is deleted when they have ended: killed ones leave it behind
   */
  public Processes(OracleCommand oracle, Path folder) {
    this.oracle = oracle;
    try {
      this.logs = Files.createDirectories(folder.resolve("logs"));
      this.temporary = Files.createDirectories(folder.resolve("tmp")).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("folders cannot be made in " + folder, e);
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Runs an {@code oracle} command.
   *
   * @param ready what it prints when it is ready
   */
  Child start(String name, int heapMegabytes, Pattern ready, List<String> arguments) {
    Child child =
        Child.start(
            name,
            oracle.line(heapMegabytes, temporary, arguments),
            logs.resolve(name + ".log"),
            ready);
    children.removeIf(each -> !each.isAlive());
    children.add(child);
    if (closed) {
      child.close();
    }
    return child;
  }

  /** Ends all of them without any delay. */
  @Override
  public void close() {
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook has its turn.
    }
  }

  /** Whether whatever ends now is meant to. */
  boolean isClosed() {
    return closed;
  }

  private void endAll() {
    closed = true;
    children.forEach(Child::close);
    deleteTemporary();
  }

  private void deleteTemporary() {
    try {
      HistoryFolder.delete(temporary);
    } catch (IOException | UncheckedIOException e) {
      // What cannot be deleted changes nothing about what the run has shown.
    }
  }
}
