package io.projectoracle.worker.answer;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.AnswerError;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Topics;
import io.projectoracle.contract.UsageEvent;
import io.projectoracle.worker.engine.WorkResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is published of a query's end. Every record it writes can be published: sizes are
 * checked here, since one record that cannot would hold up its whole transaction. Thread-safe.
 */
final class ResultWriter {
  /** Room for a dead letter's own headers within its overhead. */
  private static final int MAX_COPIED_HEADER_BYTES = SizeLimits.DEAD_LETTER_OVERHEAD_BYTES / 2;

  /** Headers that are echoed into results are names; anything longer is not, and is left out. */
  private static final int MAX_ECHOED_BYTES = 512;

  private final Topics topics;
  private final SizeLimits sizes;
  private final String worker;

  ResultWriter(Topics topics, SizeLimits sizes, String worker) {
    this.topics = topics;
    this.sizes = sizes;
    this.worker = worker;
  }

  /** What is published of a query that could be read. */
  WorkResult write(QueryEnd end) {
    Answer answer = end.answer();
    byte[] value = MessageCodec.encode(answer);
    QueryEnd published = end;
    if (value.length > sizes.answerBytes()) {
      published = end.failed(tooLarge(value.length));
      value = MessageCodec.encode(published.answer());
    }
    UsageEvent usage = published.usageEvent(UsageEvent.Type.ANSWER);
    QueryRecord source = end.context().record();
    List<ProducerRecord<byte[], byte[]>> records =
        List.of(answerRecord(source, answer.queryId(), value), usageRecord(source, usage));
    return new WorkResult(records, () -> orphan(end));
  }

  /**
   * What is published of a record that cannot be worked on: a dead letter, and an answer if at
   * least the id could be read, so that whoever waits for it learns of it.
   *
   * @param error why not
   */
  WorkResult writeDeadLetter(QueryRecord source, AnswerError error, @Nullable QueryEnd end) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(3);
    records.add(deadLetterRecord(source, error));
    if (end != null) {
      records.addAll(write(end).records());
    }
    return new WorkResult(records, List::of);
  }

  /**
   * What is published of a query that another worker answers: at most what was spent on it here.
   */
  WorkResult writeAbandoned(QueryEnd end) {
    return new WorkResult(List.of(), () -> orphan(end));
  }

  private AnswerError tooLarge(int bytes) {
    return new AnswerError(
        FailureKind.ANSWER_TOO_LARGE,
        "answer must not exceed " + sizes.answerBytes() + " bytes: " + bytes,
        /* retriable= */ false);
  }

  private List<ProducerRecord<byte[], byte[]>> orphan(QueryEnd end) {
    return end.bill().attempts().isEmpty()
        ? List.of()
        : List.of(usageRecord(end.context().record(), end.usageEvent(UsageEvent.Type.ORPHAN)));
  }

  private ProducerRecord<byte[], byte[]> answerRecord(
      QueryRecord source, String queryId, byte[] value) {
    byte[] client = source.bytes(Headers.CLIENT_ID, MAX_ECHOED_BYTES);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics.answers(),
            source.replyPartition(),
            client == null ? utf8(queryId) : client,
            value);
    addCommonHeaders(record, source, queryId);
    return record;
  }

  private ProducerRecord<byte[], byte[]> usageRecord(QueryRecord source, UsageEvent event) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topics.usage(), utf8(event.agent()), MessageCodec.encode(event));
    addCommonHeaders(record, source, event.queryId());
    return record;
  }

  private static void addCommonHeaders(
      ProducerRecord<byte[], byte[]> record, QueryRecord source, String queryId) {
    record.headers().add(Headers.SCHEMA_VERSION, utf8(Headers.CURRENT_SCHEMA_VERSION));
    record.headers().add(Headers.QUERY_ID, utf8(queryId));
    byte[] trace = source.bytes(Headers.TRACEPARENT, MAX_ECHOED_BYTES);
    if (trace != null) {
      record.headers().add(Headers.TRACEPARENT, trace);
    }
  }

  private ProducerRecord<byte[], byte[]> deadLetterRecord(QueryRecord source, AnswerError error) {
    SourcePosition position = source.source();
    byte @Nullable [] original = source.record().value();
    boolean publishable =
        original == null
            || original.length <= sizes.queryBytes() + SizeLimits.DEAD_LETTER_OVERHEAD_BYTES;
    // Compaction takes a record without value for a deletion: an absent one is kept as empty.
    byte[] value = original == null || !publishable ? new byte[0] : original;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topics.deadLetters(), utf8(position.toString()), value);
    copyHeaders(source, record);
    Map<String, String> own =
        Map.of(
            Headers.SCHEMA_VERSION, Headers.CURRENT_SCHEMA_VERSION,
            Headers.DEAD_LETTER_KIND, error.kind().wireName(),
            Headers.DEAD_LETTER_REASON,
                publishable
                    ? error.message()
                    : error.message() + "; value of " + original.length + " bytes left out",
            Headers.DEAD_LETTER_TOPIC, position.topic(),
            Headers.DEAD_LETTER_PARTITION, Integer.toString(position.partition()),
            Headers.DEAD_LETTER_OFFSET, Long.toString(position.offset()),
            Headers.DEAD_LETTER_TIMESTAMP, Long.toString(source.record().timestamp()),
            Headers.DEAD_LETTER_WORKER, worker);
    own.forEach(
        (name, text) -> {
          record.headers().remove(name);
          record.headers().add(name, utf8(text));
        });
    return record;
  }

  private static void copyHeaders(QueryRecord source, ProducerRecord<byte[], byte[]> record) {
    int bytes = 0;
    for (Header header : source.record().headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
      if (bytes > MAX_COPIED_HEADER_BYTES) {
        return;
      }
      record.headers().add(header);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
