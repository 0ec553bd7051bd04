package io.projectoracle.worker.engine;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One transaction. Built in one step on the poll thread, so that ownership, offsets and group
 * metadata belong together; immutable.
 *
 * @param results whose records are published and whose progress is committed
 * @param leftovers records to publish for results whose partition has gone
 * @param offsets progress of the partitions of the results, and of partitions whose tenure is to be
 *     written down
 * @param group the worker's membership at this moment
 */
record CommitBatch(
    List<FinishedRecord> results,
    List<ProducerRecord<byte[], byte[]>> leftovers,
    Map<TopicPartition, OffsetAndMetadata> offsets,
    ConsumerGroupMetadata group) {}
