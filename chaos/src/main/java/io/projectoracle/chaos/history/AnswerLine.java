package io.projectoracle.chaos.history;

/**
 * An answer that is visible to {@code read_committed} readers: a line of {@code answers.jsonl}.
 *
 * @param queryId id of the query
 * @param partition partition of the query's record
 * @param offset offset of the query's record
 * @param answersPartition partition of the answers topic
 * @param answersOffset offset on the answers topic
 * @param status how the query ended
 * @param attempts calls made for it
 * @param worker name of the worker
 * @param modelMillis time the calls took
 * @param writtenMillis timestamp of the answer's record
 * @param readMillis when the reader got it
 */
public record AnswerLine(
    String queryId,
    int partition,
    long offset,
    int answersPartition,
    long answersOffset,
    String status,
    int attempts,
    String worker,
    long modelMillis,
    long writtenMillis,
    long readMillis) {}
