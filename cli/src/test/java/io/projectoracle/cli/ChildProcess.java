package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java program in a JVM of its own, whose output is kept. Thread-safe. */
final class ChildProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader = new Thread(this::read, "child-output");

  private ChildProcess(Process process) {
    this.process = process;
    reader.setDaemon(true);
    reader.start();
  }

  /** The command as it is shipped: with the jars beside it, not with those of the tests. */
  static ChildProcess oracle(String... arguments) throws IOException {
    return java("target/classes:target/lib/*", Oracle.class.getName(), arguments);
  }

  /** The command, whose files can grow to so many kilobytes: as on a disk that is full then. */
  static ChildProcess oracleOnSmallDisk(int maxFileKilobytes, String... arguments)
      throws IOException {
    List<String> shell =
        List.of("bash", "-c", "ulimit -f " + maxFileKilobytes + "; exec \"$@\"", "bash");
    return start(shell, command("target/classes:target/lib/*", Oracle.class.getName(), arguments));
  }

  static ChildProcess java(String classPath, String main, String... arguments) throws IOException {
    return start(withDefaultSignals(), command(classPath, main, arguments));
  }

  private static ChildProcess start(List<String> wrapper, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(wrapper);
    all.addAll(command);
    return new ChildProcess(new ProcessBuilder(all).redirectErrorStream(true).start());
  }

  private static List<String> command(String classPath, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * A child ignores what its parent ignores: those of a build under {@code nohup} or in a shell's
   * background would never hear of SIGHUP or SIGINT. Only GNU's {@code env} can undo that.
   */
  private static List<String> withDefaultSignals() throws IOException {
    List<String> reset = List.of("env", "--default-signal=HUP,INT");
    List<String> attempt = new ArrayList<>(reset);
    attempt.add("true");
    Process tried = new ProcessBuilder(attempt).redirectErrorStream(true).start();
    return tried.onExit().join().exitValue() == 0 ? reset : List.of();
  }

  /** The first line that matches, as soon as it is there. */
  Matcher await(String regex) throws InterruptedException {
    Pattern pattern = Pattern.compile(regex);
    long start = System.nanoTime();
    while (true) {
      boolean ended = !process.isAlive() && !reader.isAlive(); // Before its last line is sought.
      for (String line : lines) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
          return matcher;
        }
      }
      assertThat(System.nanoTime() - start)
          .as(() -> "time to wait for " + regex + " in\n" + output())
          .isLessThan(LIMIT.toNanos());
      assertThat(ended).as(this::output).isFalse();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  int exitCode() throws InterruptedException {
    return exitCode(LIMIT);
  }

  int exitCode(Duration limit) throws InterruptedException {
    assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)).as(this::output).isTrue();
    reader.join(limit.toMillis());
    return process.exitValue();
  }

  String output() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("output cannot be read: " + e.getMessage());
    }
  }
}
