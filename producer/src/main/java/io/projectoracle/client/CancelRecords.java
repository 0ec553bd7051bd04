package io.projectoracle.client;

import io.projectoracle.contract.Cancel;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records of cancels. Immutable. */
record CancelRecords(String topic) {

  ProducerRecord<byte[], byte[]> record(Cancel cancel) {
    byte[] key = cancel.queryId().getBytes(StandardCharsets.UTF_8);
    var record = new ProducerRecord<>(topic, key, MessageCodec.encode(cancel));
    record
        .headers()
        .add(
            Headers.SCHEMA_VERSION,
            Headers.CURRENT_SCHEMA_VERSION.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  /** Names the record in messages. */
  static String name(Cancel cancel) {
    return "cancel of query " + cancel.queryId();
  }
}
