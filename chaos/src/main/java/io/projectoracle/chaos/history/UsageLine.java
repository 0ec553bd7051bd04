package io.projectoracle.chaos.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A usage event that is visible to {@code read_committed} readers: a line of {@code usage.jsonl}.
 *
 * @param type {@code answer}, or {@code orphan} for calls whose result was thrown away
 * @param queryId id of the query
 * @param partition partition of the query's record
 * @param offset offset of the query's record
 * @param worker name of the worker
 * @param writtenMillis timestamp of the event's record
 * @param attempts the calls it accounts for, in order
 */
public record UsageLine(
    String type,
    String queryId,
    int partition,
    long offset,
    String worker,
    long writtenMillis,
    List<Attempt> attempts) {

  /** The type of an event that belongs to an answer. */
  public static final String ANSWER = "answer";

  public UsageLine {
    attempts = List.copyOf(attempts);
  }

  /**
   * A call.
   *
   * @param callId name of the call
   * @param failure why it failed; null if it did not
   */
  public record Attempt(String callId, @Nullable String failure) {}
}
