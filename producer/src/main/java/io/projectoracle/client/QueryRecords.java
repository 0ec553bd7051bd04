package io.projectoracle.client;

import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
import io.projectoracle.contract.SizeLimits;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records of queries. Immutable. */
record QueryRecords(String topic, SizeLimits limits, String clientId) {

  /**
   * The bytes of a query.
   *
   * @throws IllegalArgumentException if they are more than the limit
   */
  byte[] encode(Query query) {
    byte[] value = MessageCodec.encode(query);
    if (value.length > limits.queryBytes()) {
      throw new IllegalArgumentException(
          "query must not exceed " + limits.queryBytes() + " bytes: " + value.length);
    }
    return value;
  }

  ProducerRecord<byte[], byte[]> record(Query query, byte[] value, int replyPartition) {
    ProducerRecord<byte[], byte[]> record = recordWithoutClient(query, value);
    add(record, Headers.CLIENT_ID, clientId);
    add(record, Headers.REPLY_PARTITION, Integer.toString(replyPartition));
    return record;
  }

  /** A query whose answer has the query's id as key. */
  ProducerRecord<byte[], byte[]> recordWithoutClient(Query query, byte[] value) {
    var record = new ProducerRecord<>(topic, QueryKey.of(query).recordKey(), value);
    add(record, Headers.SCHEMA_VERSION, Headers.CURRENT_SCHEMA_VERSION);
    add(record, Headers.QUERY_ID, query.id());
    return record;
  }

  private static void add(ProducerRecord<byte[], byte[]> record, String header, String value) {
    record.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
  }
}
