package io.projectoracle.worker.answer;

import io.projectoracle.contract.Headers;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record of the queries topic, and when it arrived in this worker. */
record QueryRecord(ConsumerRecord<byte[], byte[]> record, long arrivedMillis, long arrivedNanos) {

  /** No id or number is longer, whatever its characters take in UTF-8. */
  private static final int MAX_TEXT_BYTES = 4 * Query.MAX_ID_CHARACTERS;

  SourcePosition source() {
    return new SourcePosition(record.topic(), record.partition(), record.offset());
  }

  /** From the record's timestamp to its arrival; clocks of two machines, hence never negative. */
  long queuedMicros() {
    return record.timestamp() < 0 ? 0 : Math.max(0, arrivedMillis - record.timestamp()) * 1_000;
  }

  @Nullable String text(String header) {
    byte[] value = bytes(header, MAX_TEXT_BYTES);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** Value of a header; null if there is none, or it is longer than {@code maxBytes}. */
  byte @Nullable [] bytes(String header, int maxBytes) {
    Header found = record.headers().lastHeader(header);
    byte[] value = found == null ? null : found.value();
    return value == null || value.length > maxBytes ? null : value;
  }

  /**
   * The partition of the answers topic on which the client waits; null if it named none that could
   * be. Whether it exists is for whoever publishes to say.
   */
  @Nullable Integer replyPartition() {
    String text = text(Headers.REPLY_PARTITION);
    if (text == null) {
      return null;
    }
    try {
      return Integer.parseUnsignedInt(text) < 0 ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
