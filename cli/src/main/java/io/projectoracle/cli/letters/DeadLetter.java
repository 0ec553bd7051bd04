package io.projectoracle.cli.letters;

import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its value, which may hold a prompt and may be large.
 *
 * @param failure what failed
 * @param content where the letter stands on its own topic
 * @param tombstone clears it away: goes to the partition of the letter, whatever the partitioner
 *     says by now, since only there it replaces the letter
 * @param headers names and values of its headers, in their order
 * @param valueBytes size of the value
 * @param redrives how often its query was a repetition
 */
public record DeadLetter(
    Failure failure,
    SourcePosition content,
    ProducerRecord<byte[], byte[]> tombstone,
    List<Map.Entry<String, String>> headers,
    int valueBytes,
    int redrives)
    implements Redrivable {

  private static final String UNKNOWN = "unknown";

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    var headers = new HeaderTexts(record.headers());
    Read read = Read.of(record.value(), headers);
    var failure =
        new Failure(
            new String(record.key(), StandardCharsets.UTF_8),
            Instant.ofEpochMilli(record.timestamp()),
            headers.last(Headers.DEAD_LETTER_KIND, UNKNOWN),
            headers.last(Headers.DEAD_LETTER_REASON, UNKNOWN),
            read.id(),
            read.agent());
    return new DeadLetter(
        failure,
        new SourcePosition(record.topic(), record.partition(), record.offset()),
        new ProducerRecord<>(record.topic(), record.partition(), record.key(), null),
        entries(record),
        record.value().length,
        headers.redriveCount());
  }

  @Override
  public @Nullable Integer partition() {
    return null;
  }

  @Override
  public String toString() {
    return "DeadLetter[" + failure.position() + "]";
  }

  private static List<Map.Entry<String, String>> entries(ConsumerRecord<byte[], byte[]> record) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    for (Header header : record.headers()) {
      byte[] value = header.value() == null ? new byte[0] : header.value();
      entries.add(Map.entry(header.key(), new String(value, StandardCharsets.UTF_8)));
    }
    return List.copyOf(entries);
  }

  /** What can be read of the query: the id from the value, else from the header. */
  private record Read(@Nullable String id, @Nullable String agent) {
    static Read of(byte[] value, HeaderTexts headers) {
      try {
        Query query = MessageCodec.decodeQuery(value);
        return new Read(query.id(), query.agent());
      } catch (MalformedMessageException e) {
        return new Read(e.queryId() == null ? named(headers) : e.queryId(), null);
      }
    }

    private static @Nullable String named(HeaderTexts headers) {
      String id = headers.last(Headers.QUERY_ID);
      return id == null || id.isEmpty() || id.length() > Query.MAX_ID_CHARACTERS ? null : id;
    }
  }
}
