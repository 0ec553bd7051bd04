package io.projectoracle.cli.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The outside of a command: its streams, all UTF-8, and its environment.
 *
 * @param out results, and nothing else
 * @param err progress, remarks and errors
 * @param in standard input
 * @param environment variables of the environment
 * @param terminal whether somebody watches {@code err}
 * @param startNanos when the process began, in terms of {@link System#nanoTime}
 */
public record Console(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Map<String, String> environment,
    boolean terminal,
    long startNanos) {

  /** Set by the launcher, which can ask the terminal. */
  private static final String TERMINAL_PROPERTY = "oracle.terminal";

  private static final int BUFFER_BYTES = 64 * 1024;

  /** The streams and environment of this process. */
  public static Console system() {
    var out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
            /* autoFlush= */ false,
            StandardCharsets.UTF_8);
    var err =
        new PrintStream(
            new FileOutputStream(FileDescriptor.err),
            /* autoFlush= */ true,
            StandardCharsets.UTF_8);
    return new Console(
        out,
        err,
        System.in,
        System.getenv(),
        Boolean.getBoolean(TERMINAL_PROPERTY),
        startOfProcess());
  }

  private static long startOfProcess() {
    Duration age =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, Instant.now()))
            .orElse(Duration.ZERO);
    return System.nanoTime() - age.toNanos();
  }

  /** Prints a line of the result. */
  public void result(String line) {
    out.print(line);
    out.print('\n');
  }

  /** Prints a remark for the person who watches. */
  public void remark(String line) {
    err.print(line + '\n');
  }

  /** Whether nobody reads the results any more: a pipe that is closed. */
  public boolean isAbandoned() {
    return out.checkError();
  }
}
