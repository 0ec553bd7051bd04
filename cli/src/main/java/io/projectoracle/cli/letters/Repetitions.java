package io.projectoracle.cli.letters;

import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
import io.projectoracle.contract.RedriveStep;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Makes the queries that repeat failed ones: everything that was asked, under a new id, for the
 * same client. Headers that Oracle does not know are carried too.
 *
 * @param topic the queries topic
 * @param ids makes the ids
 * @param mended the query to publish instead of the one that was read; null: that one
 */
public record Repetitions(
    String topic, DeadlineChoice deadlines, Supplier<String> ids, @Nullable Query mended) {

  /** Steps of the history that are kept; whoever goes on repeating has the count. */
  static final int MAX_STEPS = 20;

  /** What the topic must take by {@code oracle check}, less than what key and batch need. */
  static final int MAX_RECORD_BYTES =
      SizeLimits.DEFAULT.queryBytes() + SizeLimits.DEAD_LETTER_OVERHEAD_BYTES - 4 * 1024;

  private static final Set<String> REPLACED =
      Set.of(Headers.SCHEMA_VERSION, Headers.QUERY_ID, Headers.REDRIVE_OF, Headers.REDRIVE_COUNT);

  private static final String DEAD_LETTER_PREFIX = "oracle-dlt-";

  /**
   * The repetition of a failure.
   *
   * @param record the record that holds the query
   */
  Redriven of(Redrivable failed, ConsumerRecord<byte[], byte[]> record)
      throws NotRedrivableException {
    Query original = mended == null ? read(failed, record) : mended;
    String redriveOf = failed.failure().queryId();
    Query query = repeat(original, redriveOf);
    byte[] value = MessageCodec.encode(query);
    var repetition =
        new ProducerRecord<>(topic, failed.partition(), QueryKey.of(query).recordKey(), value);
    carryHeaders(record, repetition);
    addOwnHeaders(failed, query, record, repetition);
    requirePublishable(repetition);
    return new Redriven(failed, query.id(), redriveOf, deadlines.fate(original), repetition);
  }

  private static Query read(Redrivable failed, ConsumerRecord<byte[], byte[]> record)
      throws NotRedrivableException {
    try {
      Query query = MessageCodec.decodeQuery(record.value());
      if (!query.id().equals(failed.failure().queryId())) {
        throw new NotRedrivableException("another record stands there now");
      }
      return query;
    } catch (MalformedMessageException e) {
      throw new NotRedrivableException(
          "still no query: " + e.getMessage() + "; mend it with --replace");
    }
  }

  private Query repeat(Query query, @Nullable String redriveOf) {
    return new Query(
        ids.get(),
        query.agent(),
        query.prompt(),
        query.messages(),
        query.tenant(),
        deadlines.of(query),
        query.cache(),
        query.overrides(),
        query.metadata(),
        redriveOf);
  }

  private static void carryHeaders(
      ConsumerRecord<byte[], byte[]> record, ProducerRecord<byte[], byte[]> repetition) {
    for (Header header : record.headers()) {
      if (!REPLACED.contains(header.key()) && !header.key().startsWith(DEAD_LETTER_PREFIX)) {
        repetition.headers().add(header);
      }
    }
  }

  private void addOwnHeaders(
      Redrivable failed,
      Query query,
      ConsumerRecord<byte[], byte[]> record,
      ProducerRecord<byte[], byte[]> repetition)
      throws NotRedrivableException {
    var before = new HeaderTexts(record.headers());
    List<String> steps = before.all(Headers.REDRIVE_OF);
    add(repetition, Headers.SCHEMA_VERSION, Headers.CURRENT_SCHEMA_VERSION);
    add(repetition, Headers.QUERY_ID, query.id());
    add(repetition, Headers.REDRIVE_COUNT, Integer.toString(before.redriveCount() + 1));
    steps
        .subList(Math.max(0, steps.size() + 1 - MAX_STEPS), steps.size())
        .forEach(step -> add(repetition, Headers.REDRIVE_OF, step));
    add(repetition, Headers.REDRIVE_OF, step(failed.failure()).toString());
  }

  private RedriveStep step(Failure failure) throws NotRedrivableException {
    SourcePosition source = SourcePosition.parse(failure.position());
    if (source == null) {
      throw new NotRedrivableException("its key is no position of a query");
    }
    return new RedriveStep(
        source, failure.kind().replace(' ', '_'), deadlines.clock().instant(), failure.queryId());
  }

  private static void requirePublishable(ProducerRecord<byte[], byte[]> repetition)
      throws NotRedrivableException {
    int bytes = repetition.value().length;
    for (Header header : repetition.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    if (bytes > MAX_RECORD_BYTES) {
      throw new NotRedrivableException(
          "query and headers must not exceed " + MAX_RECORD_BYTES + " bytes: " + bytes);
    }
  }

  private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
