package io.projectoracle.contract;

/**
 * Where the time of a query went, in microseconds; never negative.
 *
 * @param queuedMicros from the query's record timestamp to its start in a worker; the clocks of two
 *     machines are involved
 * @param limitedMicros waiting for permits of the limits
 * @param modelMicros in calls to the model, all attempts together
 * @param totalMicros from the query's record timestamp to the end of its work
 */
public record Timings(long queuedMicros, long limitedMicros, long modelMicros, long totalMicros) {
  public Timings {
    queuedMicros = Math.max(0, queuedMicros);
    limitedMicros = Math.max(0, limitedMicros);
    modelMicros = Math.max(0, modelMicros);
    totalMicros = Math.max(0, totalMicros);
  }
}
