package io.projectoracle.simulator.stats;

/**
 * A time in which one of the simulator's event loops ran nothing on time, so that its ends and
 * latencies in the ledger are late by as much.
 *
 * @param eventLoop which one, from 0
 * @param startMicros when a timer was due, microseconds since the epoch
 * @param lengthMicros how late it ran
 */
public record Stall(int eventLoop, long startMicros, long lengthMicros) {}
