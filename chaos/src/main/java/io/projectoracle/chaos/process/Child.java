package io.projectoracle.chaos.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A child process, whose output goes to a log file. Thread-safe. */
final class Child implements AutoCloseable {
  private static final long SIGNAL_SECONDS = 10;

  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<Matcher> ready = new CompletableFuture<>();

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process.
   *
   * @param log file that its output is added to
   * @param ready what its first line says when it is ready
   */
  static Child start(String name, List<String> line, Path log, Pattern ready) {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    // What is meant for the installations of whoever runs this must not leak into this one.
    builder.environment().keySet().removeIf(Child::isForOthers);
    try {
      Child child = new Child(name, builder.start(), log);
      Thread reader = new Thread(() -> child.read(ready), "oracle-chaos-output-" + name);
      reader.setDaemon(true);
      reader.start();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("process cannot be started: " + name, e);
    }
  }

  private static boolean isForOthers(String variable) {
    return variable.startsWith("ORACLE_")
        || variable.startsWith("SPRING_")
        || variable.startsWith("SERVER_")
        || variable.equals("OPENAI_API_KEY");
  }

  /**
   * What the line said that tells the process is ready.
   *
   * @throws IllegalStateException if the process ended, or the time was over first
   */
  Matcher awaitReady(Duration limit) throws InterruptedException {
    try {
      return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(name + " ended before it was ready; see " + log, e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          name + " was not ready after " + limit.toSeconds() + " s; see " + log, e);
    }
  }

  /** Has it told when the process is ready. */
  void whenReady(Runnable told) {
    var unused = ready.thenRun(told);
  }

  /** Has it told when the process has ended, in whatever way. */
  void whenEnded(IntConsumer exitCode) {
    var unused = process.onExit().thenAccept(ended -> exitCode.accept(ended.exitValue()));
  }

  /** Whether it is running, or stopped by a signal. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; returns when the process has gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; returns at once. */
  void terminate() {
    process.destroy();
  }

  /** SIGSTOP: it does nothing any more, and nobody is told. */
  void pause() throws InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void resume() throws InterruptedException {
    signal("CONT");
  }

  /** The exit code; null if the process has not ended by then. */
  @Nullable Integer exitCode(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : null;
  }

  /** Ends the process, and returns when it has gone. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void signal(String signal) throws InterruptedException {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
              .redirectErrorStream(true)
              .start();
      if (!kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("signals cannot be sent: the command kill is missing", e);
    }
  }

  private void read(Pattern pattern) {
    try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        BufferedWriter out =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(line);
        out.newLine();
        out.flush();
        Matcher matcher = pattern.matcher(line);
        if (!ready.isDone() && matcher.find()) {
          ready.complete(matcher);
        }
      }
      ready.completeExceptionally(new IllegalStateException("output ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }
}
