package io.projectoracle.worker.engine;

/**
 * A record whose work is done.
 *
 * @param owner the period of ownership in which it was started
 * @param bytes what it counts for in the budget, its result included
 */
record FinishedRecord(OwnedPartition owner, long offset, WorkResult result, long bytes) {}
