package io.projectoracle.chaos.load;

/**
 * What is published.
 *
 * @param run name of the run
 * @param topic the queries topic
 * @param partitions partitions of the answers topic
 * @param queries how many, at least 1
 * @param rate how many in a second, above 0
 * @param equalShare share of them that asks what another one asks, 0 to 1
 * @param seed of the choices
 */
public record LoadPlan(
    String run,
    String topic,
    int partitions,
    int queries,
    double rate,
    double equalShare,
    long seed) {}
