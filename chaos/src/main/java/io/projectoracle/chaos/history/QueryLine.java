package io.projectoracle.chaos.history;

/**
 * A query that Kafka has accepted: a line of {@code queries.jsonl}.
 *
 * @param id id of the query, unique in the run
 * @param partition partition of the queries topic
 * @param offset its offset there; with the partition it names the accepted record
 * @param replyPartition partition of the answers topic that the answer is to go to
 * @param acceptedMillis timestamp of the record, milliseconds since the epoch
 */
public record QueryLine(
    String id, int partition, long offset, int replyPartition, long acceptedMillis) {}
