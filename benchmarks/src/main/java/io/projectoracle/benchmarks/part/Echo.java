package io.projectoracle.benchmarks.part;

import io.projectoracle.contract.Topics;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What takes the place of answering: the record itself as the answer, with its key and headers, and
 * half of it as the usage event. Thread-safe.
 */
record Echo(Topics topics) {
  List<ProducerRecord<byte[], byte[]>> results(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    return List.of(
        new ProducerRecord<>(topics.answers(), null, record.key(), value, record.headers()),
        new ProducerRecord<>(
            topics.usage(), null, record.key(), Arrays.copyOf(value, value.length / 2)));
  }
}
