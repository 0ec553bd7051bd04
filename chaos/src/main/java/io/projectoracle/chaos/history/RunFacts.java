package io.projectoracle.chaos.history;

/**
 * What a history is to be judged by: the file {@code run.json}.
 *
 * @param seed of the choices made in the run
 * @param sessionMillis after how long the group gives a silent worker's partitions to others
 * @param heartbeatMillis how often a worker reports to the group
 * @param workerDrainMillis how long a worker that is stopped waits for what is in flight
 * @param equalShare share of the queries that ask what another one asks
 * @param startedMillis when the load began
 * @param endedMillis when everything had been read
 */
public record RunFacts(
    long seed,
    long sessionMillis,
    long heartbeatMillis,
    long workerDrainMillis,
    double equalShare,
    long startedMillis,
    long endedMillis) {}
