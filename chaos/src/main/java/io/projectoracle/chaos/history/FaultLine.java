package io.projectoracle.chaos.history;

import org.jspecify.annotations.Nullable;

/**
 * Something that was done to a process: a line of {@code faults.jsonl}.
 *
 * @param kind what was done
 * @param worker name of the worker; null for the broker
 * @param fromMillis when it began
 * @param toMillis when it was over
 * @param exitCode how the process ended; null if it did not, or was killed
 */
public record FaultLine(
    Kind kind,
    @Nullable String worker,
    long fromMillis,
    long toMillis,
    @Nullable Integer exitCode) {

  /** What can be done to a process. */
  public enum Kind {
    /** A worker was started, and was ready at the end. */
    START,
    /** SIGKILL; the process was gone at the end. */
    KILL,
    /** SIGSTOP, and SIGCONT at the end. */
    PAUSE,
    /** SIGTERM; the process was gone at the end. */
    STOP,
    /** A worker did not end although it was told to, and was killed in the end. */
    STUCK,
    /** A worker ended by itself, which it never should. */
    CRASH,
    /** SIGKILL for the broker, which served again at the end. */
    BROKER_KILL
  }
}
