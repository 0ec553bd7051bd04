package io.projectoracle.benchmarks.load;

import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
import io.projectoracle.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Queries as the SDK publishes them, numbered from 0, each with a question of its own; a record's
 * value has some 600 bytes. They go to all partitions in turn. Confined to one thread.
 */
public final class Queries {
  private static final int PROMPT_CHARACTERS = 540;

  private final Topics topics;
  private final int partitions;
  private final Words words;

  public Queries(Topics topics, int partitions, long seed) {
    this.topics = topics;
    this.partitions = partitions;
    this.words = new Words(seed);
  }

  /** The record of a query. */
  public ProducerRecord<byte[], byte[]> record(int number) {
    String id = Integer.toString(number);
    Query query =
        Query.of(id, number % 2 == 0 ? "technical" : "onboarding", words.text(PROMPT_CHARACTERS));
    int partition = number % partitions;
    return new ProducerRecord<>(
        topics.queries(),
        partition,
        QueryKey.of(query).recordKey(),
        MessageCodec.encode(query),
        List.of(
            header(Headers.SCHEMA_VERSION, Headers.CURRENT_SCHEMA_VERSION),
            header(Headers.QUERY_ID, id),
            header(Headers.CLIENT_ID, "benchmark-" + partition),
            header(Headers.REPLY_PARTITION, Integer.toString(partition))));
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
